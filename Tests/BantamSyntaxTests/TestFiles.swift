import BantamDiagnostics
import BantamSyntax
import Foundation

/// Files that stand beside the tests.
enum TestFiles {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

  /// The names of the files of a folder with an extension, in order.
  static func names(in subfolder: String, _ fileExtension: String) -> [String] {
    let path = folder.appendingPathComponent(subfolder).path
    let all = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return all.filter { $0.hasSuffix(".\(fileExtension)") }.sorted()
  }

  static func bytes(_ subfolder: String, _ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: folder.appendingPathComponent(subfolder).appendingPathComponent(name)))
  }

  static func source(_ subfolder: String, _ name: String) throws -> SourceFile {
    SourceFile(path: name, bytes: try bytes(subfolder, name))
  }
}

extension SyntaxTree {
  /// One line per node: its kind, then its tokens, with `_` where a node stands between them.
  func dump() -> String {
    var lines: [String] = []
    dump(root, indentation: "", into: &lines)
    return lines.joined(separator: "\n") + "\n"
  }

  private func dump(_ node: SyntaxNode, indentation: String, into lines: inout [String]) {
    let parts = node.parts
    let words = parts.compactMap { part -> String? in
      switch part {
      case .node: return "_"
      case .token(let token) where token.kind == .newline || token.kind == .endOfFile: return nil
      case .token(let token): return node.text(token)
      }
    }
    lines.append(
      words.isEmpty ? "\(indentation)\(node.kind)" : "\(indentation)\(node.kind): \(words.joined(separator: " "))")
    for case .node(let child) in parts { dump(child, indentation: indentation + "  ", into: &lines) }
  }
}
