import Foundation
import HTTPTypes
import Hummingbird
import Model
import NIOCore
import Publishing

/// A rendered document with everything a response needs made beforehand, so that a request only picks.
struct Rendering: Sendable {
  /// The document in one content coding, which has a validator of its own.
  private struct Form: Sendable {
    var etag: String
    var fields: HTTPFields
    /// Those of "you have it already" (RFC 9110 section 15.4.5).
    var heldFields: HTTPFields
    var body: ByteBuffer

    init(_ bytes: [UInt8], etag: String, coding: String?, fields: HTTPFields) {
      self.etag = etag
      self.fields = fields
      self.fields[.eTag] = etag
      heldFields = self.fields
      for name in [HTTPField.Name.contentType, .contentLanguage] { heldFields[name] = nil }
      self.fields[.contentEncoding] = coding
      self.fields[.contentLength] = String(bytes.count)
      body = ByteBuffer(bytes: bytes)
    }
  }

  let status: HTTPResponse.Status
  private let plain: Form
  private let gzip: Form?
  private let lastModified: Date?

  /// - Parameter fields: what this kind of document says beside its own headers.
  init(_ document: Rendered, status: HTTPResponse.Status = .ok, fields: HTTPFields) {
    self.status = status
    var fields = fields
    fields[.contentType] = document.contentType
    fields[.contentLanguage] = document.language
    if let date = document.lastModified { fields[.lastModified] = HTTPDate.string(date) }
    for link in document.links {
      fields.append(HTTPField(name: .linkHeader, value: link.headerValue))
    }
    plain = Form(document.body, etag: document.etag, coding: nil, fields: fields)
    gzip = document.gzip.map {
      Form($0, etag: document.gzipETag, coding: "gzip", fields: fields)
    }
    lastModified = document.lastModified
  }

  /// How many bytes the document keeps in memory.
  var size: Int { plain.body.readableBytes + (gzip?.body.readableBytes ?? 0) }

  /// The response to one request: whole, compressed, without its body, or "you have it already".
  func response(to request: Request) -> Response {
    let accepted = request.headers[.acceptEncoding]
    let form = gzip.flatMap { AcceptedCodings.includeGzip(accepted) ? $0 : nil } ?? plain
    if status == .ok, let held = held(HeldCopies(request.headers), preferring: form) {
      return Response(status: .notModified, headers: held.heldFields)
    }
    guard request.method != .head else { return Response(status: status, headers: form.fields) }
    return Response(status: status, headers: form.fields, body: .init(byteBuffer: form.body))
  }

  /// The form of which the client holds a copy, whatever coding it would take today.
  private func held(_ copies: HeldCopies, preferring form: Form) -> Form? {
    [form, plain, gzip].compactMap(\.self).first {
      copies.include(etag: $0.etag, lastModified: lastModified)
    }
  }
}
