/** Hue in degrees [0, 360) and saturation in percent [0, 100], as the `hs_color` attribute has them. */
export type HueSaturation = readonly [hue: number, saturationPercent: number];

/** Red, green and blue, each a whole number in [0, 255]. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** The colour at full brightness; a light keeps its brightness apart. */
export function rgbFromHueSaturation([hue, saturationPercent]: HueSaturation): Rgb {
  const saturation = saturationPercent / 100;
  const channel = (offset: number): number => {
    const sector = (offset + hue / 60) % 6;
    return Math.round(255 * (1 - saturation * Math.max(0, Math.min(sector, 4 - sector, 1))));
  };
  return [channel(5), channel(3), channel(1)];
}

/** The inverse; black and greys have hue 0 and saturation 0. Both values keep three decimals. */
export function hueSaturationFromRgb([red, green, blue]: Rgb): HueSaturation {
  const max = Math.max(red, green, blue);
  const spread = max - Math.min(red, green, blue);
  if (spread === 0) return [0, 0];
  let sector: number;
  if (max === red) sector = (green - blue) / spread + (green < blue ? 6 : 0);
  else if (max === green) sector = (blue - red) / spread + 2;
  else sector = (red - green) / spread + 4;
  return [round3(sector * 60) % 360, round3((spread / max) * 100)];
}

/** Kelvin moved by a distance in mireds (1,000,000 / kelvin), the scale on which steps look alike. */
export function shiftKelvin(kelvin: number, mireds: number): number {
  return Math.round(1_000_000 / (1_000_000 / kelvin + mireds));
}

function round3(value: number): number {
  return Math.round(value * 1000) / 1000;
}
