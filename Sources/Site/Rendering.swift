import Foundation
import HTTPTypes
import Hummingbird
import Model
import NIOCore
import Publishing

/// A rendered document with everything a response needs made beforehand, so that a request only picks.
struct Rendering: Sendable {
  private struct Form: Sendable {
    var fields: HTTPFields
    var body: ByteBuffer
  }

  let status: HTTPResponse.Status
  private let plain: Form
  private let gzip: Form?
  private let etags: [String]
  private let lastModified: Date?

  /// - Parameter fields: what this kind of document says beside its own headers.
  init(_ document: Rendered, status: HTTPResponse.Status = .ok, fields: HTTPFields) {
    self.status = status
    var fields = fields
    fields[.contentType] = document.contentType
    fields[.contentLanguage] = document.language
    if let date = document.lastModified { fields[.lastModified] = HTTPDate.string(date) }
    for link in document.links { fields.append(HTTPField(name: .linkHeader, value: link.headerValue)) }
    func form(_ bytes: [UInt8], etag: String, coding: String?) -> Form {
      var fields = fields
      fields[.eTag] = etag
      fields[.contentEncoding] = coding
      fields[.contentLength] = String(bytes.count)
      return Form(fields: fields, body: ByteBuffer(bytes: bytes))
    }
    plain = form(document.body, etag: document.etag, coding: nil)
    gzip = document.gzip.map { form($0, etag: document.gzipETag, coding: "gzip") }
    etags = [document.etag, document.gzipETag]
    lastModified = document.lastModified
  }

  /// How many bytes the document keeps in memory.
  var size: Int { plain.body.readableBytes + (gzip?.body.readableBytes ?? 0) }

  /// The response to one request: whole, compressed, without its body, or "you have it already".
  func response(to request: Request) -> Response {
    let form = gzip.flatMap { Self.acceptsGzip(request) ? $0 : nil } ?? plain
    if status == .ok, isHeld(by: request) {
      var fields = form.fields
      fields[.contentLength] = nil
      fields[.contentType] = nil
      fields[.contentEncoding] = nil
      return Response(status: .notModified, headers: fields)
    }
    guard request.method != .head else { return Response(status: status, headers: form.fields) }
    return Response(status: status, headers: form.fields, body: .init(byteBuffer: form.body))
  }

  /// Whether the client's copy is still good (RFC 9110 section 13.2.2).
  private func isHeld(by request: Request) -> Bool {
    let tags = request.headers[values: .ifNoneMatch]
    if !tags.isEmpty {
      return tags.flatMap { $0.split(separator: ",") }.contains { tag in
        let tag = tag.trimmingPrefix { $0 == " " }.trimmingPrefix("W/")
        return tag == "*" || etags.contains { $0 == tag }
      }
    }
    guard let since = request.headers[.ifModifiedSince], let lastModified else { return false }
    return HTTPDate.date(since).map { lastModified.timeIntervalSince($0) < 1 } ?? false
  }

  /// Whether the client takes gzip (RFC 9110 section 12.5.3).
  private static func acceptsGzip(_ request: Request) -> Bool {
    guard let accepted = request.headers[.acceptEncoding] else { return false }
    return accepted.lowercased().split(separator: ",").contains { coding in
      let parts = coding.split(separator: ";").map { $0.filter { !$0.isWhitespace } }
      guard let name = parts.first, ["gzip", "x-gzip", "*"].contains(name) else { return false }
      let weight = parts.dropFirst().first { $0.hasPrefix("q=") }
      return weight.map { Double($0.dropFirst(2)) ?? 0 > 0 } ?? true
    }
  }
}
