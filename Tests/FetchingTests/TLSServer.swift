import Foundation
import Testing

/// A TLS server on loopback with a certificate of its own making; `openssl` runs as a child process.
final class TLSServer {
  let port: Int
  /// The certificate, in PEM form.
  let certificate: String
  private let folder: URL
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()

  /// - Parameters:
  ///   - names: what the certificate is for.
  ///   - files: whole answers, by the name that is asked for.
  ///   - protocols: of ALPN; then `converse` speaks in place of the files.
  init(
    for names: String = "IP:127.0.0.1", files: [String: String] = [:], protocols: String? = nil
  ) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "tls-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    certificate = folder.appending(path: "cert.pem").path
    try Self.makeCertificate(for: names, in: folder)
    for (name, answer) in files {
      try Data(answer.utf8).write(to: folder.appending(path: name))
    }
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments =
      ["openssl", "s_server", "-accept", "127.0.0.1:0", "-cert", "cert.pem", "-key", "key.pem"]
      + (protocols.map { ["-alpn", $0] } ?? ["-HTTP"])
    process.currentDirectoryURL = folder
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    port = try Self.port(in: output.fileHandleForReading)
  }

  var url: String { "https://127.0.0.1:\(port)" }

  func stop() {
    // A child of a task inherits blocked signals, SIGTERM among them.
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    try? FileManager.default.removeItem(at: folder)
  }

  /// Says `answers` after the client's bytes have satisfied `isEnough`, on a thread of its own.
  func converse(_ answers: [UInt8], after isEnough: @escaping @Sendable (Data) -> Bool) {
    let (reader, writer) = (output.fileHandleForReading, input.fileHandleForWriting)
    Thread.detachNewThread {
      var heard = Data()
      while !isEnough(heard) {
        let more = reader.availableData
        if more.isEmpty { return }
        heard += more
      }
      try? writer.write(contentsOf: answers)
    }
  }

  private static func makeCertificate(for names: String, in folder: URL) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
      "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
      "-nodes", "-keyout", "key.pem", "-out", "cert.pem", "-days", "2", "-subj", "/CN=test",
      "-addext", "subjectAltName=\(names)",
    ]
    process.currentDirectoryURL = folder
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "openssl is needed for this test")
  }

  private static func port(in output: FileHandle) throws -> Int {
    var text = ""
    while true {
      if let line = text.firstMatch(of: /ACCEPT .*:(\d+)\n/) { return try #require(Int(line.1)) }
      let more = output.availableData
      try #require(!more.isEmpty, "openssl s_server does not start")
      text += String(decoding: more, as: UTF8.self)
    }
  }
}
