import CLibCurl
import Foundation

/// The certificate authorities trusted for TLS.
struct Authorities: Sendable {
  /// The system's, as a file libcurl may keep in memory between connections.
  private let systemFile: String?
  /// The system's and the operator's together, if there are any of the operator's.
  private let combined: [UInt8]?

  /// - Parameter path: a PEM file of more authorities (`outbound.caFile`).
  init(adding path: String?) throws(FetchError) {
    let file = curl_version_info(CURLVERSION_SEVENTH).pointee.cainfo.map { String(cString: $0) }
    systemFile = file.flatMap { FileManager.default.isReadableFile(atPath: $0) ? $0 : nil }
    guard let path else {
      combined = nil
      return
    }
    let added = try Self.certificates(in: path)
    let system = systemFile.flatMap { FileManager.default.contents(atPath: $0) } ?? Data()
    combined = Array(system + Data("\n".utf8) + added)
  }

  func apply(to easy: CurlEasy) throws(FetchError) {
    if let combined {
      try easy.set(CURLOPT_CAINFO_BLOB, copying: combined)
    } else if let systemFile {
      // Only a file without a directory beside it is parsed once instead of for each connection.
      try easy.set(CURLOPT_CAINFO, systemFile)
      try easy.set(CURLOPT_CAPATH, nil as String?)
    }
  }

  private static func certificates(in path: String) throws(FetchError) -> Data {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw .unreadableAuthorities(path: path, why: "there is no such file, or it is not readable")
    }
    guard data.range(of: Data("-----BEGIN CERTIFICATE-----".utf8)) != nil else {
      throw .unreadableAuthorities(path: path, why: "it holds no certificate in PEM form")
    }
    return data
  }
}
