import Glibc
import Ingest
import Model
import Synchronization

/// Shows a refresh as it goes: a bar on a terminal, a line a source elsewhere.
final class ProgressBoard: Sendable {
  private let count: Int
  private let width: Int
  private let isTerminal: Bool
  private let done = Mutex(0)

  /// - Parameters:
  ///   - count: how many sources there are.
  ///   - width: of the longest handle.
  init(count: Int, width: Int, isTerminal: Bool = isatty(STDOUT_FILENO) == 1) {
    self.count = count
    self.width = width
    self.isTerminal = isTerminal
  }

  func note(_ source: Source, _ outcome: Outcome) {
    // After an interruption there may be thousands of them; the table counts them.
    guard outcome != .abandoned else { return }
    done.withLock { done in
      done += 1
      if isTerminal {
        Console.murmur("\r" + Self.bar(done, of: count, saying: source.title))
      } else {
        Console.murmur("\(source.handle.padded(to: width))  \(outcome)\n")
      }
    }
  }

  func close() {
    if isTerminal { Console.murmur("\r\u{1B}[K") }
  }

  /// A bar of thirty steps, the count, and the last source's name; fits 80 columns.
  static func bar(_ done: Int, of count: Int, saying title: String) -> String {
    let filled = count > 0 ? min(done * 30 / count, 30) : 30
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 30 - filled)
    return "\u{1B}[K\(bar) \(done)/\(count) \(title.prefix(30))"
  }
}
