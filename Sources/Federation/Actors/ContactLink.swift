import Markup

/// Where to write to the operator: a mail or a web address, as it was configured.
enum ContactLink {
  /// The address as a link; the words alone where it is neither.
  static func html(_ contact: String) -> String {
    if let link = WebLink(contact) { return link.html() }
    let address = contact.hasPrefix("mailto:") ? String(contact.dropFirst(7)) : contact
    let shown = XMLWriter.escaped(address)
    return address.contains("@") ? "<a href=\"mailto:\(shown)\">\(shown)</a>" : shown
  }
}
