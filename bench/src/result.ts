export type Unit = 'ns' | 'ms' | 'bytes' | 'MB' | 'requests/s' | 'USD' | '%' | 'calls';

export type Side = 'ours' | 'peer' | 'floor';

export interface Spread {
  readonly samples: number;
  readonly min: number;
  readonly p25: number;
  readonly median: number;
  readonly p75: number;
  readonly max: number;
  readonly low: number;
  readonly high: number;
}

export interface Row {
  readonly name: string;
  readonly side: Side;
  readonly value: Spread;
  readonly ratio?: Spread | undefined;
  readonly difference?: Spread | undefined;
  readonly bytes?: number | undefined;
  readonly error?: string | undefined;
}

export interface Table {
  readonly id: string;
  readonly title: string;
  readonly unit: Unit;
  readonly better: 'less' | 'more';
  readonly reference: string;
  readonly rows: readonly Row[];
  readonly note?: string | undefined;
}

export interface Point {
  readonly size: number;
  readonly value: Spread;
  readonly bytes?: number | undefined;
}

export interface Curve {
  readonly id: string;
  readonly title: string;
  readonly of: string;
  readonly unit: Unit;
  readonly points: readonly Point[];
  readonly exponent: number;
  readonly order: string;
}

export interface Answer {
  readonly tables?: readonly Table[] | undefined;
  readonly curves?: readonly Curve[] | undefined;
}

export interface Asking {
  readonly quick: boolean;
}

export interface Question {
  readonly title: string;
  readonly peers?: readonly string[] | undefined;
  readonly ask: (asking: Asking) => Promise<Answer>;
}

export interface Results {
  readonly format: 1;
  readonly date: string;
  readonly quick: boolean;
  readonly machine: Readonly<Record<string, string | number>>;
  readonly versions: Readonly<Record<string, string>>;
  readonly tables: readonly Table[];
  readonly curves: readonly Curve[];
}
