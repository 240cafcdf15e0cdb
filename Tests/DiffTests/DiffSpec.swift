import BantamSystem
import Foundation
import Testing

/// One section of a Markdown spec: two rule sets, the files they read, options, and what the command says.
struct DiffSpec: CustomTestStringConvertible, Sendable {
  var title: String
  /// By path below the example's folder.
  var files: [String: String] = [:]
  var arguments: [String] = []
  /// `status 1`, then the output.
  var expected = ""

  var testDescription: String { title }

  static let all: [DiffSpec] = ["moves.md", "grades.md"].flatMap { name in
    let folder = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    let bytes = (try? readFile(path: "\(folder)/Specs/\(name)", maximumBytes: 1 << 20)) ?? []
    return specs(String(decoding: bytes, as: UTF8.self))
  }

  private static func specs(_ markdown: String) -> [DiffSpec] {
    var specs: [DiffSpec] = []
    var fence: (words: [Substring], lines: [Substring])?
    for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
      if let open = fence {
        if line == "```" {
          specs[specs.count - 1].add(open.words, open.lines.joined(separator: "\n"))
          fence = nil
        } else {
          fence?.lines.append(line)
        }
      } else if line.hasPrefix("```") {
        fence = (line.dropFirst(3).split(separator: " "), [])
      } else if line.hasPrefix("## ") {
        specs.append(DiffSpec(title: String(line.dropFirst(3))))
      }
    }
    return specs
  }

  private mutating func add(_ words: [Substring], _ text: String) {
    switch words.first {
    case "bant", "csv": files[String(words.last ?? "")] = text + "\n"
    case "args": arguments = text.split(separator: " ").map(String.init)
    case "text": expected = text
    default: break
    }
  }
}

/// A folder that is gone after the test.
final class ScratchFolder {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
      .appendingPathComponent("bantam-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ name: String, _ text: String) throws {
    let file = path + "/" + name
    try makeDirectory((file as NSString).deletingLastPathComponent)
    try writeFile(path: file, bytes: text.utf8)
  }

  /// git, in this folder.
  @discardableResult
  func git(_ arguments: String...) throws -> ChildOutput {
    let identity = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "init.defaultBranch=main"]
    let output = try runChild(["git", "-C", path] + identity + arguments, maximumBytes: 1 << 20)
    #expect(output.status == 0, "\(arguments): \(output.messages)")
    return output
  }
}
