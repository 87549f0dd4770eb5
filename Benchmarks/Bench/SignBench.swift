import ArgumentParser
import CryptoExtras
import Foundation

/// How many RSA-2048 signatures this machine makes in a second, on all of its cores: the yardstick of
/// deliveries, each of which needs one.
struct SignBench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "sign")

  @Option(help: "For how many seconds.") var seconds = 3.0

  func run() async throws {
    let key = try _RSA.Signing.PrivateKey(keySize: .bits2048)
    let cores = ProcessInfo.processInfo.activeProcessorCount
    let end = ContinuousClock.now + .seconds(seconds)
    let count = try await withThrowingTaskGroup(of: Int.self) { group in
      for core in 0..<cores {
        group.addTask { @concurrent in
          var count = 0
          while ContinuousClock.now < end {
            let text = Data("(request-target): post /inbox \(core) \(count)".utf8)
            _ = try key.signature(for: text, padding: .insecurePKCS1v1_5)
            count += 1
          }
          return count
        }
      }
      return try await group.reduce(0, +)
    }
    print("{\"cores\":\(cores),\"perSecond\":\(Double(count) / seconds)}")
  }
}
