import Glibc

/// A document's bytes as UTF-8, whatever they came in.
///
/// A byte order mark rules, then HTTP, then the declaration (RFC 7303 section 3), but none of them against the plain evidence
/// of the bytes: what could not be read under its label is not.
struct EncodedDocument {
  let encoding: String
  private(set) var isMisencoded = false
  /// White space before the XML declaration is the commonest of all faults.
  private(set) var fault: XMLFault?
  private var bytes: [UInt8]
  private var start = 0

  init(_ bytes: [UInt8], contentType: String?) {
    let sniffer = bytes.withUnsafeBufferPointer { EncodingSniffer($0, contentType: contentType) }
    var encoding = sniffer.encoding
    var isConverted = false
    isMisencoded = sniffer.isContradicted
    self.bytes = bytes
    start = sniffer.markLength
    if !encoding.isUTF8 {
      let result = bytes.withUnsafeBufferPointer {
        EncodingConverter.utf8($0.part(sniffer.markLength, $0.count), from: encoding.iconv)
      }
      if let result {
        self.bytes = result.bytes
        start = 0
        isMisencoded = isMisencoded || !result.isSound
        isConverted = true
      } else {
        encoding = EncodingLabel.utf8
        isMisencoded = true
      }
    }
    self.encoding = encoding.name
    skipBlanks()
    if isConverted { skipDeclaration() }
  }

  /// Whether there is nothing but white space.
  var isBlank: Bool { start >= bytes.count }

  func withBytes<Result>(
    _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    bytes.withUnsafeBufferPointer { body($0.part(start, $0.count)) }
  }

  func check() throws(XMLError) {
    let result: Result<Void, XMLError> = withBytes { bytes in
      Result { () throws(XMLError) in try XMLLimits.check(bytes) }
    }
    try result.get()
  }

  /// The declaration is spent: libxml2 would object to such names as `437`.
  private mutating func skipDeclaration() {
    guard bytes[start...].starts(with: "<?xml ".utf8),
      let end = bytes[start...].firstIndex(of: UInt8(ascii: ">")), bytes[end - 1] == 63
    else { return }
    start = end + 1
  }

  private mutating func skipBlanks() {
    let first = start
    while start < bytes.count, bytes[start] <= 32 { start += 1 }
    guard start > first, bytes[start...].starts(with: "<?xml".utf8) else { return }
    fault = XMLFault(
      line: bytes[first..<start].count { $0 == 10 } + 1, column: 1,
      message: "XML declaration allowed only at the start of the document")
  }
}
