import ArgumentParser
import Foundation
import Store

/// Whom an operator means: a host, or an actor by its id.
struct Subject: ParsableArguments {
  @Argument(help: "A host, such as spam.example, or an actor's id, such as https://a.example/u/b.")
  var subject: String

  /// As other servers write it; the address of a front page stands for its host.
  ///
  /// - Throws: `ValidationError`
  func name() throws -> String {
    let text = subject.trimmingCharacters(in: .whitespaces)
    guard let name = Self.id(text) ?? Self.host(text[...]) else {
      throw ValidationError(
        "'\(subject)' is neither a host nor an actor's id; write spam.example, or the address of "
          + "the actor that begins with https://")
    }
    return name
  }

  /// Whether a name, as `name()` gives it, is a host's.
  static func isHost(_ name: String) -> Bool { !name.contains("/") }

  /// What is said of an actor that nobody here has heard of: people copy the address of its page.
  static let unknown =
    "nothing of it was known here, so make sure that this is its id: its page may have another address"

  /// Whether an actor has to do with us; of a host that need not be known.
  func isKnown(_ name: String, to store: Store) async throws -> Bool {
    if Self.isHost(name) { return true }
    return try await store.isAcquainted(name)
  }

  /// Whether a host is above a name, or is the one an id is on.
  static func isBelow(_ host: String, _ name: String) -> Bool {
    let own = isHost(name) ? name : String(name.split(separator: "/")[1])
    return own == host || own.hasSuffix("." + host)
  }

  private static func id(_ text: String) -> String? {
    guard let slashes = text.range(of: "://") else { return nil }
    let scheme = text[..<slashes.lowerBound].lowercased()
    let rest = text[slashes.upperBound...]
    let authority = rest.prefix { !"/?#".contains($0) }
    let path = rest[authority.endIndex...]
    guard ["https", "http"].contains(scheme), let host = host(authority) else { return nil }
    guard !["", "/"].contains(path) else { return host }
    // Ids of other servers hold nothing else.
    guard path.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else { return nil }
    return "\(scheme)://\(host)\(path)"
  }

  /// In lower case and Punycode, without the dot that may end it.
  private static func host(_ text: Substring) -> String? {
    var sides = text.split(separator: ":", omittingEmptySubsequences: false)
    guard sides.count <= 2, var name = sides.first.map(String.init) else { return nil }
    if !name.utf8.allSatisfy({ $0 < 0x80 }) {
      name = URL(string: "http://\(name)/")?.host(percentEncoded: false) ?? ""
    }
    if name.hasSuffix(".") { name.removeLast() }
    let labels = name.lowercased().split(separator: ".", omittingEmptySubsequences: false)
    guard labels.count > 1, labels.allSatisfy(isLabel) else { return nil }
    sides[0] = labels.joined(separator: ".")[...]
    guard sides.count == 1 || UInt16(sides[1]) != nil else { return nil }
    return sides.joined(separator: ":")
  }

  private static func isLabel(_ label: Substring) -> Bool {
    !label.isEmpty
      && label.utf8.allSatisfy { byte in
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
          || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
          || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
      }
  }
}
