import Model

/// Gives out the names of actors: one namespace, nobody gets another's.
struct HandleBook {
  private static let reserved: Set<String> = ["news", "coopwire"]
  private static let lengths = 2...30

  private var taken: Set<String>

  init(taken: Set<String>) {
    self.taken = taken.union(Self.reserved)
  }

  /// The name the operator wishes for, with a number where somebody has it; `nil` if it is none.
  mutating func give(wish: String?) -> String? {
    guard let wish, Self.isValid(wish) else { return nil }
    return give(wish)
  }

  /// A name made of the first of these words that make one.
  mutating func give(madeOf words: [String]) -> String {
    let names = words.lazy.map { Self.cut($0.slug(separator: "_"), to: Self.lengths.upperBound) }
    return give(names.first(where: Self.isValid) ?? "source")
  }

  private mutating func give(_ name: String) -> String {
    var candidate = name
    var number = 2
    while !taken.insert(candidate).inserted {
      let suffix = "_\(number)"
      candidate = Self.cut(name, to: Self.lengths.upperBound - suffix.count) + suffix
      number += 1
    }
    return candidate
  }

  private static func cut(_ name: String, to length: Int) -> String {
    var name = name.prefix(length)
    while name.hasSuffix("_") { name.removeLast() }
    return String(name)
  }

  private static func isValid(_ name: String) -> Bool {
    lengths.contains(name.utf8.count)
      && name.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
          UInt8(ascii: "_"):
          true
        default: false
        }
      }
  }
}
