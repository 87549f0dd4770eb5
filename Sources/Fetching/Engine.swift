import Glibc
import Synchronization

/// What other tasks tell the curl thread, and the only state they share with it.
final class Engine: Sendable {
  /// News since the last look.
  struct Post {
    var arrivals: [Ticket] = []
    var withdrawn: [UInt64] = []
    var rests: [(host: String, until: ContinuousClock.Instant)] = []
    var isStopping = false

    var isEmpty: Bool { arrivals.isEmpty && withdrawn.isEmpty && rests.isEmpty }
  }

  private struct State {
    var post = Post()
    var lastID: UInt64 = 0
    /// Why the thread has taken its last look; then the multi handle is gone.
    var end: FetchError?
    var isOver = false
    var waitingForEnd: [CheckedContinuation<Void, Never>] = []
  }

  private let state = Mutex(State())
  private let multi: CurlMulti

  init(_ multi: CurlMulti) {
    self.multi = multi
  }

  func send(_ errand: Errand) async throws(FetchError) -> Answer {
    let id = state.withLock { state in
      state.lastID += 1
      return state.lastID
    }
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { reply in
        submit(Ticket(id: id, errand: errand, reply: reply))
      }
    } onCancel: {
      tell { $0.withdrawn.append(id) }
    }
    return try result.get()
  }

  /// From now on until then nothing is asked of a host.
  func rest(_ host: String, until instant: ContinuousClock.Instant) {
    tell { $0.rests.append((host, instant)) }
  }

  func requestStop() {
    tell { $0.isStopping = true }
  }

  /// Returns when the thread is done with everything but its own end.
  func ended() async {
    await withCheckedContinuation { continuation in
      let isOver = state.withLock { state in
        if !state.isOver { state.waitingForEnd.append(continuation) }
        return state.isOver
      }
      if isOver { continuation.resume() }
    }
  }

  /// A task cancelled before this point has already withdrawn a ticket that was not there yet; one
  /// cancelled later finds it, for it needs the same lock.
  private func submit(_ ticket: Ticket) {
    let refusal: FetchError? = state.withLock { state in
      if let end = state.end { return end }
      if state.post.isStopping { return .stopped }
      if Task.isCancelled { return .cancelled }
      // The first news since its last look wakes the thread; it takes what follows along.
      if state.post.isEmpty { multi.wakeUp() }
      state.post.arrivals.append(ticket)
      return nil
    }
    if let refusal { ticket.reply.resume(returning: .failure(refusal)) }
  }

  private func tell(_ change: (inout Post) -> Void) {
    state.withLock { state in
      guard state.end == nil else { return }
      if state.post.isEmpty { multi.wakeUp() }
      change(&state.post)
    }
  }
}

extension Engine {
  /// The curl thread: every handle of libcurl's lives and dies within this function.
  func run(_ opening: Workshop) {
    var workshop = opening
    blockBrokenPipes()
    let end = work(&workshop)
    let late = close(end)
    workshop.accept(late, at: .now)
    workshop.close(end)
    finish()
  }

  /// Works until told to stop, or until libcurl itself fails.
  private func work(_ workshop: inout Workshop) -> FetchError {
    do throws(FetchError) {
      while true {
        let post = takePost()
        workshop.accept(post, at: .now)
        if post.isStopping { return .stopped }
        try workshop.work()
      }
    } catch {
      return error
    }
  }

  private func takePost() -> Post {
    state.withLock { state in
      let post = state.post
      state.post = Post(isStopping: post.isStopping)
      return post
    }
  }

  /// After this nobody touches the multi handle but this thread.
  private func close(_ end: FetchError) -> Post {
    state.withLock { state in
      state.end = end
      return state.post
    }
  }

  private func finish() {
    let waiting = state.withLock { state in
      state.isOver = true
      return state.waitingForEnd
    }
    for continuation in waiting { continuation.resume() }
  }

  /// To write to a connection the other side has closed is an error like any other.
  private func blockBrokenPipes() {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
  }
}
