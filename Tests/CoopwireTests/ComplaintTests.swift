import ArgumentParser
import Feeds
import Foundation
import Ingest
import Store
import Testing

@testable import coopwire

/// Whatever goes wrong is said in one lower-case sentence.
@Suite struct ComplaintTests {
  private func complaint(about arguments: [String]) throws -> Complaint? {
    do {
      _ = try Coopwire.parseAsRoot(arguments)
      return nil
    } catch {
      return Complaint(error)
    }
  }

  @Test(arguments: [["--nonsense"], ["serve", "--dta", "x"], ["parse"], ["nonsense"]])
  func `wrong usage is one lower-case sentence and the code 64`(arguments: [String]) throws {
    let complaint = try #require(try complaint(about: arguments))
    #expect(complaint.exitCode == 64)
    #expect(complaint.sentence.first?.isLowercase == true)
    #expect(!complaint.sentence.contains("\n"))
  }

  @Test(arguments: [["--help"], ["--version"], ["serve", "--help"]])
  func `help and version are no trouble`(arguments: [String]) throws {
    #expect(try complaint(about: arguments) == nil)
  }

  @Test func `a code alone has been explained before`() {
    #expect(Complaint(ExitCode.failure) == nil)
  }

  @Test(
    arguments: [
      StoreError.full(path: "x"), ListError.unreadable(path: "x"), OPMLError.empty,
      SettingsError.badSiteURL("x"), IndexError.absent(path: "x"), IndexError.fleeting,
      CocoaError(.fileReadNoSuchFile),
    ] as [any Error & Sendable])
  func `every error of ours speaks for itself`(error: any Error & Sendable) throws {
    let complaint = try #require(Complaint(error))
    #expect(complaint.exitCode == 1)
    #expect(complaint.sentence.contains(" "))
    #expect(!complaint.sentence.contains("Error"))
    #expect(!complaint.sentence.contains("("))
    #expect(complaint.sentence.first?.isUppercase == false)
  }
}
