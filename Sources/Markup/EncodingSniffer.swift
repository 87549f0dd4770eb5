import Glibc

/// Decides which encoding to read a document in.
struct EncodingSniffer {
  private(set) var encoding = EncodingLabel.utf8
  /// Length of the byte order mark.
  private(set) var markLength = 0
  /// Whether a label was unknown or the bytes are plainly something else.
  private(set) var isContradicted = false

  init(_ bytes: UnsafeBufferPointer<UInt8>, contentType: String?) {
    if let (name, length) = Self.mark(bytes) {
      encoding = EncodingLabel.known(name) ?? encoding
      markLength = length
      return
    }
    let declared = contentType.flatMap(Self.charset) ?? Self.declaration(bytes)
    if let wide = Self.wide(bytes) {
      encoding = EncodingLabel.known(wide) ?? encoding
      return
    }
    guard let declared, !EncodingLabel.isUTF8(declared) else { return }
    // A label that is not in the Encoding Standard may still be one of iconv's many.
    let label = EncodingLabel.folded(declared)
    let claimed =
      EncodingLabel.known(declared)
      ?? EncodingLabel.Known(name: label, iconv: Self.iconvName(label))
    if claimed.isWide {
      isContradicted = true
    } else if !claimed.isUTF8, claimed.isSingleByte, Self.isMultibyteUTF8(bytes) {
      isContradicted = true
    } else {
      encoding = claimed
    }
  }

  /// The `charset` parameter of a media type.
  static func charset(_ contentType: String) -> String? {
    for parameter in contentType.split(separator: ";").dropFirst() {
      let parts = parameter.split(separator: "=", maxSplits: 1)
      guard parts.count == 2, EncodingLabel.folded(String(parts[0])) == "charset" else { continue }
      let label = EncodingLabel.folded(String(parts[1]))
      return label.isEmpty ? nil : label
    }
    return nil
  }

  private static func mark(_ bytes: UnsafeBufferPointer<UInt8>) -> (String, Int)? {
    // No mark begins with the `<` that nearly all documents begin with.
    guard let first = bytes.first, first != .less else { return nil }
    let marks: [([UInt8], String)] = [
      ([0xEF, 0xBB, 0xBF], "utf-8"), ([0x00, 0x00, 0xFE, 0xFF], "utf-32be"),
      ([0xFF, 0xFE, 0x00, 0x00], "utf-32le"), ([0xFE, 0xFF], "utf-16be"),
      ([0xFF, 0xFE], "utf-16le"),
    ]
    return marks.first { bytes.starts(with: $0.0) }.map { ($0.1, $0.0.count) }
  }

  /// The encoding of a document without mark whose first characters are two or four bytes wide.
  private static func wide(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    guard bytes.count >= 4 else { return nil }
    return switch (bytes[0] == 0, bytes[1] == 0, bytes[2] == 0, bytes[3] == 0) {
    case (true, true, true, false): "utf-32be"
    case (false, true, true, true): "utf-32le"
    case (true, false, true, false): "utf-16be"
    case (false, true, false, true): "utf-16le"
    default: nil
    }
  }

  /// What the XML declaration says, also where something stands before it.
  private static func declaration(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    let head = bytes.part(0, 1024)
    guard let begin = head.place(of: "<?xml", from: 0),
      let end = head.place(of: "?>", from: begin),
      let name = head.part(0, end).place(of: "encoding", from: begin)
    else { return nil }
    let value = head.part(name + 8, end)
    guard let open = value.firstIndex(where: { $0 == 34 || $0 == 39 }),
      let close = value.place(of: value[open], from: open + 1)
    else { return nil }
    return open + 1 < close ? String(decoding: value.part(open + 1, close), as: UTF8.self) : nil
  }

  /// iconv's spelling of the labels that other languages' libraries gave currency.
  private static func iconvName(_ label: String) -> String {
    let name = label.uppercased().replacing("_", with: "-")
    if name.allSatisfy(\.isNumber) { return "CP" + name }
    if name.hasPrefix("CSIBM") { return "IBM" + name.dropFirst(5) }
    if name.hasPrefix("CSPC"), let digits = name.firstMatch(of: /[0-9]+/) { return "CP" + digits.0 }
    return name
  }

  /// Whether the bytes are valid UTF-8 that is more than ASCII.
  private static func isMultibyteUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = bytes.firstIndex(where: { $0 >= 0x80 }) else { return false }
    return (try? UTF8Span(validating: bytes.part(first, bytes.count).span)) != nil
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The first place of an ASCII text in lower case at or after a place, whatever its case there.
  func place(of text: StaticString, from start: Int) -> Int? {
    var i = start
    while let mark = place(of: text.utf8Start[0], from: i) {
      if hasPrefix(text, at: mark) { return mark }
      i = mark + 1
    }
    return nil
  }
}
