import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';

const CPU = '/sys/fs/cgroup/cpu';
const ACCOUNT = '/sys/fs/cgroup/cpuacct';
/** The period in which Lambda hands out CPU time, as people have seen it in its cgroups; AWS does not document it. */
const PERIOD_US = 20_000;
/** docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html: at 1,769 MB a function has one vCPU. */
export const MB_OF_ONE_VCPU = 1_769;

/** A group of processes that gets only a share of one CPU, and whose CPU time is counted. */
export interface CpuShare {
  /** Shell text that puts the shell into the group. */
  readonly enter: string;
  /** Milliseconds of CPU that its processes took so far, all threads. */
  cpuMs(): number;
  /** From now on another share; `undefined` for no limit. */
  limit(memoryMb: number | undefined): void;
  remove(): void;
}

/** @throws Error where there is no cgroup v1 whose groups may be made. */
export function createCpuShare(name: string): CpuShare {
  if (!existsSync(`${CPU}/cpu.cfs_quota_us`)) {
    throw new Error(`Measuring needs Linux with the cpu controller of cgroup v1 at ${CPU}, and the right to use it.`);
  }
  const groups = [`${CPU}/${name}`, `${ACCOUNT}/${name}`];
  for (const group of groups) mkdirSync(group, { recursive: true });
  return {
    enter: groups.map((group) => `echo $$ > ${group}/cgroup.procs`).join(' && '),
    cpuMs: () => Number(readFileSync(`${ACCOUNT}/${name}/cpuacct.usage`, 'utf8')) / 1e6,
    limit(memoryMb) {
      const quotaUs = memoryMb === undefined ? -1 : Math.round((PERIOD_US * memoryMb) / MB_OF_ONE_VCPU);
      writeFileSync(`${CPU}/${name}/cpu.cfs_period_us`, `${PERIOD_US}`);
      writeFileSync(`${CPU}/${name}/cpu.cfs_quota_us`, `${quotaUs}`);
    },
    remove() {
      for (const group of groups) rmdirSync(group);
    },
  };
}
