/// The operator's address for notices: a mailbox or a web page.
struct Contact: Sendable, Hashable {
  /// What a link leads to.
  let url: String
  /// What people read.
  let text: String
  private let mail: String?

  init?(_ contact: String?) {
    guard let contact else { return nil }
    if let page = WebAddress.published(contact) {
      self.init(url: page, text: page, mail: nil)
      return
    }
    let mail = contact.hasPrefix("mailto:") ? String(contact.dropFirst(7)) : contact
    guard Self.isMailbox(mail) else { return nil }
    self.init(url: "mailto:" + mail, text: mail, mail: mail)
  }

  private init(url: String, text: String, mail: String?) {
    self.url = url
    self.text = text
    self.mail = mail
  }

  /// `address (name)`, the form RSS wants; `nil` for a web page.
  func mailbox(name: String) -> String? {
    let name = PlainText.disarmed(name).filter { $0 != "(" && $0 != ")" && $0 != "\\" }
    return mail.map { "\($0) (\(name))" }
  }

  /// Whether a text is a plain mail address, without the exotic forms no feed reader understands.
  private static func isMailbox(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty else { return false }
    let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
    let isPlain = parts[0].utf8.allSatisfy { isWord($0) || "-_.+".utf8.contains($0) }
    let isHost = labels.allSatisfy { label in
      !label.isEmpty && label.utf8.allSatisfy { isWord($0) || $0 == UInt8(ascii: "-") }
    }
    return isPlain && isHost && labels.count > 1
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    (byte | 32) &- 97 < 26 || byte &- 48 < 10
  }
}
