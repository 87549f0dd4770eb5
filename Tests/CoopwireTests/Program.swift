import Foundation
import Glibc

/// The built program, run on files of its own.
final class Program: Sendable {
  let folder: URL
  private let environment: [String: String]

  /// - Parameter environment: beside leave to ask loopback.
  init(environment: [String: String] = [:]) throws {
    self.environment = environment.merging([
      "COOPWIRE_OUTBOUND_ALLOW": "127.0.0.0/8", "PATH": "/usr/bin:/bin",
    ]) { given, _ in given }
    folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: folder.appending(path: name))
  }

  /// Writes `feeds.opml` with these addresses.
  func list(_ addresses: [String]) throws {
    let outlines = addresses.enumerated().map {
      #"<outline text="Nummer \#($0)" xmlUrl="\#($1)" coop:handle="nummer_\#($0)"/>"#
    }
    try write(
      """
      <opml version="2.0" xmlns:coop="urn:coopwire:opml"><body>\(outlines.joined())</body></opml>
      """, to: "feeds.opml")
  }

  /// Runs it to its end.
  func run(_ arguments: String...) async throws -> Run { try await run(arguments) }

  func run(_ arguments: [String]) async throws -> Run {
    let run = try start(arguments)
    await run.end()
    return run
  }

  func start(_ arguments: String...) throws -> Run { try start(arguments) }

  private func start(_ arguments: [String]) throws -> Run {
    let process = Process()
    let products = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    process.executableURL = products.appending(path: "coopwire")
    process.arguments = arguments
    process.environment = environment
    process.currentDirectoryURL = folder
    let output = folder.appending(path: "\(UUID()).log")
    try Data().write(to: output)
    let handle = try FileHandle(forWritingTo: output)
    process.standardOutput = handle
    process.standardError = handle
    try Self.withoutBlockedSignals { try process.run() }
    return Run(process: process, output: output)
  }

  /// A child inherits the signals that its parent's thread blocks, and threads of tasks block most.
  private static func withoutBlockedSignals(_ body: () throws -> Void) throws {
    var none = sigset_t()
    var before = sigset_t()
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    try body()
  }
}

/// The program as it runs.
struct Run {
  fileprivate let process: Process
  fileprivate let output: URL

  fileprivate init(process: Process, output: URL) {
    self.process = process
    self.output = output
  }

  var isRunning: Bool { process.isRunning }
  var status: Int32 { process.terminationStatus }

  /// What it has printed so far, on both streams.
  var text: String { (try? String(contentsOf: output, encoding: .utf8)) ?? "" }

  func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

  /// Sends a signal as soon as it is time.
  ///
  /// Waits on a thread of its own: other tests may keep those of tasks busy for longer than the program
  /// waits for an answer.
  func send(_ signal: Int32, once isTime: @escaping @Sendable () -> Bool) async {
    let number = process.processIdentifier
    await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        while kill(number, 0) == 0, !isTime() { usleep(2_000) }
        kill(number, signal)
        continuation.resume()
      }
    }
  }

  /// Waits for its end.
  func end() async {
    while process.isRunning { try? await Task.sleep(for: .milliseconds(5)) }
  }

  /// Waits until it has printed this, or has ended; then tells whether it did.
  func says(_ words: String) async -> Bool {
    while process.isRunning, !text.contains(words) { try? await Task.sleep(for: .milliseconds(10)) }
    return text.contains(words)
  }
}
