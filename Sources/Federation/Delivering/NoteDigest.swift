import Model

extension EntryKey {
  /// What a note shows, white space aside: another one is worth telling its readers.
  init(shownBy note: NoteObject) {
    let tags = note.tag.map(\.name).joined(separator: " ")
    let files = note.attachment.map { attachment in
      switch attachment {
      case .image(let image): image.url + " " + (image.name ?? "")
      case .link(let link): link.href
      }
    }
    self.init(
      note.content.filter { !$0.isWhitespace }, note.contentMap?.keys.sorted().joined() ?? "", tags,
      files.joined(separator: "\n"), note.summary ?? "")
  }
}
