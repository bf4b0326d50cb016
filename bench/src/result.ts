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
  /** Default ours. */
  readonly side?: Side | undefined;
  readonly points: readonly Point[];
  readonly exponent: number;
  readonly order: string;
  readonly note?: string | undefined;
}

export interface Answer {
  readonly tables?: readonly Table[] | undefined;
  readonly curves?: readonly Curve[] | undefined;
  /** What could not be measured on this machine, and why. */
  readonly missing?: readonly string[] | undefined;
  /** Of what is no npm package of the benchmarks. */
  readonly versions?: Readonly<Record<string, string>> | undefined;
}

/** What peers of another language are run from: they are not in this repository. */
export interface Python {
  /** A checkout of haaska. */
  readonly haaska?: string | undefined;
  /** The `lambda_function.py` that the documentation of Home Assistant names. */
  readonly docsLambda?: string | undefined;
}

export interface Asking extends Python {
  readonly quick: boolean;
  /** Says what goes on, where a question takes minutes. */
  readonly tell?: ((line: string) => void) | undefined;
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
