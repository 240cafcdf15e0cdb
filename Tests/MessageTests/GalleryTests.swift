import BantamDiagnostics
import BantamSystem
import Foundation
import Testing

@testable import bantam

/// `Sources/bantam/MESSAGES.md` shows every message as it is. With `BANTAM_WRITE_GALLERY=1` the page is written anew.
struct GalleryTests {
  private static let path =
    #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
    + "/Sources/bantam/MESSAGES.md"

  @Test func thePageShowsEveryMessage() throws {
    let page = Gallery().page
    if ProcessInfo.processInfo.environment["BANTAM_WRITE_GALLERY"] == "1" {
      try page.write(toFile: Self.path, atomically: true, encoding: .utf8)
    }
    let written = String(decoding: try readFile(path: Self.path, maximumBytes: 1 << 24), as: UTF8.self)
    let same = zip(page.split(separator: "\n"), written.split(separator: "\n")).prefix { $0.0 == $0.1 }.count
    #expect(page == written, "other from line \(same + 1) on, blank lines aside; write it anew")
  }

  @Test func everyCodeHasAMessage() {
    let gallery = Gallery()
    for explanation in codeGroups.flatMap(\.explanations) {
      let messages = gallery.messages(explanation)
      let shown = messages.allSatisfy { $0.contains("[\(explanation.code)]: ") }
      #expect(shown, "\(explanation.code): \(messages)")
    }
  }

  /// Lower case, no final stop, no name of our own types; an odd backtick is one without its partner.
  @Test func wordsAreInStyle() {
    for sample in errorSamples {
      let diagnostic = sample.diagnostic
      for words in [diagnostic.message, diagnostic.help].compactMap(\.self) {
        #expect(words.first?.isUppercase == false && !words.hasSuffix("."), "\(words)")
        #expect(words.count { $0 == "`" } % 2 == 0, "\(words)")
      }
    }
  }
}
