/// Reads the header lines of an answer as they arrive, and stops when they are too many.
struct HeaderBlock {
  private(set) var headers = Headers()
  private(set) var httpVersion = ""
  private(set) var isTooLarge = false
  private let limits: Limits
  private var bytes = 0
  private var lines = 0
  /// Whether the empty line at the end has come.
  private(set) var isComplete = false

  init(limits: Limits) {
    self.limits = limits
  }

  /// Whether nothing has arrived yet.
  var isEmpty: Bool { lines == 0 }

  /// Takes one line in, with its line break; false if it is one too many.
  ///
  /// Interim answers (103) and trailers count, so that neither can go on for ever.
  mutating func receive(_ line: UnsafeRawBufferPointer) -> Bool {
    bytes += line.count
    lines += 1
    // The status line and the empty one at the end are no fields.
    guard bytes <= limits.headerBytes, lines <= limits.headerFields + 2 else {
      isTooLarge = true
      return false
    }
    take(String(decoding: line, as: UTF8.self))
    return true
  }

  private mutating func take(_ text: String) {
    let line = text.trimmingBlanks
    if line.hasPrefix("HTTP/") {
      headers = Headers()
      isComplete = false
      httpVersion = String(line.dropFirst(5).prefix { !$0.isWhitespace })
    } else if line.isEmpty {
      isComplete = true
    } else if !isComplete {
      if text.utf8.first?.isBlank == true {
        headers.extendLast(by: String(line))
      } else {
        addField(line)
      }
    }
  }

  private mutating func addField(_ line: Substring) {
    guard let colon = line.utf8.firstIndex(of: UInt8(ascii: ":")) else { return }
    headers.add(
      String(line[..<colon].trimmingBlanks),
      String(line[line.utf8.index(after: colon)...].trimmingBlanks))
  }
}

extension StringProtocol {
  fileprivate var trimmingBlanks: Substring {
    var rest = Substring(self)
    while rest.utf8.last?.isBlank == true { rest = Substring(rest.utf8.dropLast()) }
    while rest.utf8.first?.isBlank == true { rest = Substring(rest.utf8.dropFirst()) }
    return rest
  }
}

extension UInt8 {
  fileprivate var isBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0d || self == 0x0a }
}
