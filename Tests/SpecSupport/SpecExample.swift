import BantamDiagnostics
import BantamSystem

/// One section of a Markdown spec: `## title`, prose, a `bant` fence with rules, and what belongs to it.
///
/// Further fences: `bant NAME` for another rule file, `csv PATH` for a file that a list reads, `text` for what is
/// expected of the rules; without it nothing may be wrong with them; `fixed` for the first file after all fixes;
/// `facts` for what a database holds.
public struct SpecExample: Sendable {
  public var spec: String
  public var title: String
  public var ruleFiles: [(name: String, text: String)] = []
  public var files: [String: String] = [:]
  public var expected = ""
  public var fixed: String?
  public var facts: String?

  init(spec: String, title: String) {
    self.spec = spec
    self.title = title
  }

  /// An example that stands in no file.
  public init(rules: String, files: [String: String] = [:]) {
    self.init(spec: "rules", title: "")
    ruleFiles = [("rules.bant", rules)]
    self.files = files
  }
}

extension SpecExample: CustomStringConvertible {
  public var description: String { "\(spec): \(title)" }
}

/// All examples of the Markdown files in a folder.
public func specExamples(in folder: String) throws -> [SpecExample] {
  let names = try markdownNames(in: folder)
  return try names.flatMap { name in
    let bytes = try readFile(path: "\(folder)/\(name)", maximumBytes: 1 << 24)
    return specExamples(name, String(decoding: bytes, as: UTF8.self))
  }
}

/// The folder `Specs` beside a test's file.
public func specFolder(_ path: String = #filePath) -> String {
  path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/") + "/Specs"
}

func specExamples(_ spec: String, _ markdown: String) -> [SpecExample] {
  var examples: [SpecExample] = []
  var example = SpecExample(spec: spec, title: "")
  var fence: (kind: Substring, argument: String, lines: [Substring])?
  for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
    if let open = fence {
      if line == "```" {
        example.add(open.kind, open.argument, open.lines.joined(separator: "\n"))
        fence = nil
      } else {
        fence?.lines.append(line)
      }
    } else if line.hasPrefix("```") {
      let words = line.dropFirst(3).split(separator: " ", maxSplits: 1)
      fence = (words.first ?? "", words.count > 1 ? String(words[1]) : "", [])
    } else if line.hasPrefix("## ") {
      if !example.ruleFiles.isEmpty { examples.append(example) }
      example = SpecExample(spec: spec, title: String(line.dropFirst(3)))
    }
  }
  if !example.ruleFiles.isEmpty { examples.append(example) }
  return examples
}

extension SpecExample {
  fileprivate mutating func add(_ kind: Substring, _ argument: String, _ text: String) {
    switch kind {
    case "bant": ruleFiles.append((argument.isEmpty ? "rules.bant" : argument, text + "\n"))
    case "csv": files[argument] = text
    case "text": expected = text
    case "fixed": fixed = text + "\n"
    case "facts": facts = text
    default: break
    }
  }
}
