export async function benchJoinApi(): Promise<void> {}
