/// What a server that did not take a signature wants of the next one (RFC 9421 section 5).
struct SignatureWish: Sendable, Hashable {
  /// The name that the signature is to stand under.
  var label = "sig1"
  /// What it is to cover, as RFC 9421 names it.
  var components: [String] = []
  /// Whether it is to say when it ends.
  var wantsEnd = false
  /// What it is to repeat.
  var nonce: String?
  var tag: String?
  /// With which key it is to be made.
  var keyID: String?

  /// So many are looked at.
  private static let most = 2
  /// No text to repeat is longer.
  private static let limit = 256

  /// What an `Accept-Signature` asks for, in order and without what nobody can sign here.
  ///
  /// - Returns: `nil` where it cannot be read as asking for anything.
  static func wishes(in header: String) -> [SignatureWish]? {
    guard let members = try? MessageSignatureReader.members(header) else { return nil }
    let lists = members.filter {
      isLabel($0.label) && $0.value.hasPrefix("(") && $0.value.contains(")")
    }
    guard !lists.isEmpty else { return nil }
    return lists.prefix(most).compactMap { SignatureWish($0.label, $0.value) }
  }

  init() {}

  private init?(_ label: String, _ value: String) {
    guard let (components, parameters) = try? MessageSignatureReader.list(value),
      ["", SigningKey.algorithm].contains(parameters["alg"] ?? "")
    else { return nil }
    self.label = label
    self.components = components
    wantsEnd = parameters["expires"] != nil
    func text(_ name: String) -> String? { parameters[name].flatMap { $0.isEmpty ? nil : $0 } }
    nonce = text("nonce")
    tag = text("tag")
    keyID = text("keyid")
    guard [nonce, tag].allSatisfy({ $0.map(Self.isRepeatable) ?? true }) else { return nil }
  }

  /// The parameters of the signature that only who asks for them gets.
  var parameters: String {
    [("nonce", nonce), ("tag", tag)]
      .map { name, text in text.map { ";\(name)=\(Self.quoted($0))" } ?? "" }.joined()
  }

  /// Whether it is a key of RFC 8941; it is written into a header of ours.
  private static func isLabel(_ text: String) -> Bool {
    let letters = "abcdefghijklmnopqrstuvwxyz*".utf8
    guard let first = text.utf8.first, letters.contains(first), text.utf8.count <= 64 else {
      return false
    }
    return text.utf8.allSatisfy { letters.contains($0) || "0123456789_-.".utf8.contains($0) }
  }

  /// Whether it fits into a string of RFC 8941.
  private static func isRepeatable(_ text: String) -> Bool {
    text.utf8.count <= limit && text.utf8.allSatisfy { (0x20..<0x7f).contains($0) }
  }

  private static func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}
