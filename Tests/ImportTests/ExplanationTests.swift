import Foundation
import Testing

@testable import BantamStore

/// Each code of the target is explained, once.
@Suite struct ExplanationTests {
  @Test func allCodesAreExplained() throws {
    let folder =
      #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
      + "/Sources/BantamStore/"
    var codes: Set<String> = []
    for name in ["StoreError+Diagnostic.swift", "ImportError.swift"] {
      let text = try String(contentsOfFile: folder + name, encoding: .utf8)
      for match in text.matches(of: /"(BT\d{4})"/) { codes.insert(String(match.1)) }
    }
    #expect(codes.count > 20)
    #expect(storeExplanations.map(\.code) == codes.sorted())
  }
}
