/** What a sample is: processor time of the thread, or elapsed time. */
export type SampleClock = 'processor' | 'elapsed';

export const clocks: Readonly<Record<SampleClock, () => number>> = {
  elapsed: () => performance.now() * 1e6,
  processor() {
    // Linux brings the account of a running thread up to date only for a question about the whole process; without it the
    // thread's own time moves in steps of a timer tick, which are longer than a batch.
    process.cpuUsage();
    const { user, system } = process.threadCpuUsage();
    return (user + system) * 1e3;
  },
};
