import Foundation

/// What follows the `?` of an address.
struct QueryParameters: Sendable {
  private let pairs: [(name: String, value: String)]

  /// Names and values are unescaped; what is escaped wrongly becomes empty.
  init(_ query: String?) {
    pairs = (query ?? "").split(separator: "&").map { part in
      let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let value = sides.count > 1 ? String(sides[1]).removingPercentEncoding : ""
      return (String(sides[0]).removingPercentEncoding ?? "", value ?? "")
    }
  }

  func values(of name: String) -> [String] {
    pairs.filter { $0.name == name }.map(\.value)
  }

  subscript(name: String) -> String? { pairs.first { $0.name == name }?.value }
}
