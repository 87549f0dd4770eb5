import Glibc

/// The processor time that work takes on this thread.
///
/// For tests that a hostile document costs linear time: however busy the machine is, the others' work
/// does not count.
public func threadTime(_ work: () throws -> Void) rethrows -> Duration {
  let start = now()
  try work()
  return now() - start
}

private func now() -> Duration {
  var time = timespec()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
}
