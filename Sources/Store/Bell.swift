/// Rings when this process has written new rows of a kind, so that whoever works them off need not look
/// all the time. What other processes write does not ring.
public final class Bell: Sendable {
  private let strokes: AsyncStream<Void>
  private let stroke: AsyncStream<Void>.Continuation

  init() {
    (strokes, stroke) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  func ring() { stroke.yield() }

  /// Returns when it rings, or has rung since the last time; after the time given in any case, and when
  /// the task is cancelled.
  public func rung(within duration: Duration) async {
    await withTaskGroup { group in
      group.addTask { try? await Task.sleep(for: duration) }
      group.addTask { _ = await self.strokes.first { true } }
      await group.next()
      group.cancelAll()
    }
  }
}
