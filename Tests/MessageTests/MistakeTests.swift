import BantamDiagnostics
import BantamSyntax
import BantamSystem
import Foundation
import SpecSupport
import Testing

/// A mistake that somebody makes who knows filters of spreadsheets: the rules, the whole message, and the rules that a
/// reader writes who has seen nothing but the message.
struct MistakeTests {
  private static let folder =
    #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/") + "/Mistakes"

  private static var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { $0.hasSuffix(".md") }.sorted()
  }

  /// The fences of a file: their kind and text.
  private static func fences(_ name: String) throws -> [(kind: String, text: String)] {
    let page = String(decoding: try readFile(path: "\(folder)/\(name)", maximumBytes: 1 << 20), as: UTF8.self)
    var fences: [(kind: String, text: String)] = []
    var isOpen = false
    for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
      if isOpen, line == "```" {
        isOpen = false
      } else if isOpen {
        fences[fences.count - 1].text += line + "\n"
      } else if line.hasPrefix("```") {
        fences.append((String(line.dropFirst(3)), ""))
        isOpen = true
      }
    }
    return fences
  }

  private func rendered(_ rules: String) -> String {
    let (program, diagnostics) = SpecExample(rules: rules).checked()
    return render(diagnostics, files: program.files, style: RenderStyle(.plain, width: 100))
  }

  @Test func thereAreTheMostLikelyOnes() { #expect(Self.names.count >= 20) }

  @Test(arguments: names)
  func theMessageIsEnough(_ name: String) throws {
    let fences = try Self.fences(name)
    try #require(fences.map(\.kind) == ["bant", "text", "bant"], "\(name)")
    #expect(rendered(fences[0].text) == fences[1].text)
    #expect(rendered(fences[2].text) == "")
    #expect(fences[0].text != fences[2].text)
  }
}
