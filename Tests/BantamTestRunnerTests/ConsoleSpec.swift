import BantamSystem
import Foundation
import Testing

@testable import bantam

/// A Markdown file whose sections hold rule files (`bant NAME`) and a `console`: lines that begin with `$` and what they
/// print, on both ways out, with the exit status behind it where it is not 0. Rule files before the first section belong
/// to all of them. `$ cat FILE` shows a file.
struct ConsoleSpec {
  struct Section: CustomTestStringConvertible, Sendable {
    var title: String
    var rules: [(name: String, text: String)]
    /// Without `$`.
    var calls: [(line: String, expected: String)] = []
    var testDescription: String { title }
  }

  private(set) var sections: [Section] = []

  init(path: String) throws {
    let text = String(decoding: try readFile(path: path, maximumBytes: 1 << 24), as: UTF8.self)
    var shared: [(name: String, text: String)] = []
    var fence: (words: [Substring], lines: [Substring])?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if let open = fence {
        if line != "```" {
          fence?.lines.append(line)
          continue
        }
        fence = nil
        let content = open.lines.joined(separator: "\n") + "\n"
        if open.words.first == "bant", sections.isEmpty {
          shared.append((String(open.words[1]), content))
        } else if open.words.first == "bant" {
          sections[sections.count - 1].rules.append((String(open.words[1]), content))
        } else if open.words.first == "console" {
          sections[sections.count - 1].calls += Self.calls(open.lines)
        }
      } else if line.hasPrefix("```") {
        fence = (line.dropFirst(3).split(separator: " "), [])
      } else if line.hasPrefix("## ") {
        sections.append(Section(title: String(line.dropFirst(3)), rules: shared))
      }
    }
  }

  private static func calls(_ lines: [Substring]) -> [(line: String, expected: String)] {
    var calls: [(line: String, expected: String)] = []
    for line in lines {
      if line.hasPrefix("$ ") {
        calls.append((String(line.dropFirst(2)), ""))
      } else if !calls.isEmpty {
        calls[calls.count - 1].expected += line + "\n"
      }
    }
    return calls
  }
}

/// A folder with rule files; gone after the test.
final class RuleFolder {
  let path: String

  init(_ rules: [(name: String, text: String)]) throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("bantam-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    for (name, text) in rules {
      let file = path + "/" + name
      try FileManager.default.createDirectory(
        atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
      try Data(text.utf8).write(to: URL(fileURLWithPath: file))
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// What a line prints; `DIR` stands for the folder.
  func run(_ line: String) throws -> String {
    let words = line.split(separator: " ").map { $0.replacingOccurrences(of: "DIR", with: path) }
    if words[0] == "cat" {
      return String(decoding: try readFile(path: words[1], maximumBytes: 1 << 20), as: UTF8.self)
        .replacingOccurrences(of: path, with: "DIR")
    }
    let (status, output, errors) = runKept(Array(words.dropFirst()))
    let text = (output + errors).replacingOccurrences(of: path, with: "DIR")
    // Tables are as wide as the folder's name.
    let lines = text.components(separatedBy: "\n").map { line in
      let isTable = line.hasPrefix("file ") || line.hasPrefix("──") || line.hasPrefix("DIR/") && line.hasSuffix("%")
      return isTable ? line.replacing(/─+/, with: "─").replacing(/[ ]+/, with: " ") : line
    }
    return lines.joined(separator: "\n") + (status == 0 ? "" : "exit status \(status)\n")
  }
}

/// Runs the program and keeps what it writes.
func runKept(_ words: [String]) -> (status: Int32, output: String, errors: String) {
  let (output, errors) = (TextSink(), TextSink())
  let console = Console(environment: [:], output: output, errors: errors)
  let status = console.finish(runProgram(words, console: console))
  return (status.rawValue, output.text, errors.text)
}
