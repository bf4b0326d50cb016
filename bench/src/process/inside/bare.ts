/** The floor under all of them. */
export const handler: () => Promise<object> = async () => ({});
