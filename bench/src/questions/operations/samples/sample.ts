/** A call of every operation of a gateway, by name: the compiler says which one is missing. */
export type Samples<Operations> = { readonly [Name in keyof Operations]: Sample };

/** What is run again and again, or that with what has to be done before each batch. */
export type Sample =
  | (() => unknown)
  | { readonly run: () => unknown; readonly before?: () => unknown; readonly maxCalls?: number };
