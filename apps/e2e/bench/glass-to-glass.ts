export async function benchGlassToGlass(): Promise<void> {}
