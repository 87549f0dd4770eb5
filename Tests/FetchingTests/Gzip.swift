import Foundation
import Testing

/// Compresses through the gzip program, in a process of its own.
func gzip(_ bytes: [UInt8]) throws -> [UInt8] {
  try gzip(shell: "printf '%s' '\(Data(bytes).base64EncodedString())' | base64 -d")
}

/// What a shell command prints, compressed.
func gzip(shell command: String) throws -> [UInt8] {
  let process = Process()
  let output = Pipe()
  process.executableURL = URL(filePath: "/bin/sh")
  process.arguments = ["-c", "\(command) | gzip -9c"]
  process.standardOutput = output
  try process.run()
  let packed = output.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  try #require(process.terminationStatus == 0 && !packed.isEmpty, "gzip is needed for this test")
  return Array(packed)
}
