import Foundation

/// Where the program speaks: answers on standard output, troubles on standard error.
///
/// Nothing is held back in a buffer, so that whoever reads through a pipe hears it at once. What it says may
/// hold words of strangers; those move no cursor and turn no line around.
enum Console {
  static func say(_ text: String) throws(ConsoleError) {
    try write(Array((plain(text) + "\n").utf8))
  }

  static func write(_ bytes: [UInt8]) throws(ConsoleError) {
    do {
      try FileHandle.standardOutput.write(contentsOf: Data(bytes))
    } catch {
      throw .unwritable
    }
  }

  /// Shows how work goes on, which must not end it where nobody can be told.
  static func murmur(_ text: String) {
    try? write(Array(text.utf8))
  }

  /// Without characters that a terminal obeys.
  private static func plain(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.filter { scalar in
          switch scalar.value {
          case 0x0A: true
          case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069: false
          default: true
          }
        }))
  }

  static func complain(_ sentence: String) {
    try? FileHandle.standardError.write(contentsOf: Data("coopwire: \(plain(sentence))\n".utf8))
  }
}

/// Why an answer could not be given.
enum ConsoleError: Error, CustomStringConvertible, Equatable {
  case unwritable

  var description: String {
    switch self {
    case .unwritable:
      "the answer cannot be written to standard output; make room there, or send it elsewhere"
    }
  }
}
