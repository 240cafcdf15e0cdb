import Foundation
import Testing

@testable import bantam

/// The completion scripts: bash is asked for its answers, the others are read.
struct CompletionsTests {
  private static let bash = "/bin/bash"

  @Test(
    .enabled(if: FileManager.default.isExecutableFile(atPath: bash)),
    arguments: [
      ("bantam imp", "import"), ("bantam --v", "--version"), ("bantam run --dr", "--dry-run"),
      ("bantam run --color n", "never"), ("bantam import a.csv --encoding utf", "utf-16 utf-8"),
      ("bantam completions f", "fish"), ("bantam help ru", "run"), ("bantam export -o Pack", ""),
      ("bantam run --top ", ""), ("bantam nonsense --", ""),
    ])
  func bashAnswers(_ line: String, _ expected: String) throws {
    let parts = line.split(separator: " ", omittingEmptySubsequences: false).map { "\"\($0)\"" }
    let script =
      bashCompletions(allCommands) + """
        COMP_WORDS=(\(parts.joined(separator: " "))); COMP_CWORD=\(parts.count - 1)
        cd /; _bantam; printf '%s\\n' "${COMPREPLY[@]}" | sort | tr '\\n' ' '
        """
    #expect(try output(of: script).split(separator: " ").joined(separator: " ") == expected)
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: bash)))
  func bashKeepsBlanksInFileNames() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("bantam-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("my rules"), withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let script =
      bashCompletions(allCommands) + """
        cd "\(folder.path)"; COMP_WORDS=(bantam check m); COMP_CWORD=2; _bantam; echo "${#COMPREPLY[@]} ${COMPREPLY[0]}"
        """
    #expect(try output(of: script) == "1 my rules\n")
  }

  @Test func everyOptionIsInEachScript() {
    let fish = fishCompletions(allCommands)
    let zsh = zshCompletions(allCommands)
    let bash = bashCompletions(allCommands)
    for command in allCommands {
      #expect(fish.contains("-a \(command.name) -d "))
      #expect(zsh.contains("    '\(command.name):"))
      for option in command.allOptions {
        #expect(fish.contains("from \(command.name)' -l \(option.name) "))
        #expect(zsh.contains("--\(option.name)"))
        #expect(bash.contains("--\(option.name)"))
      }
    }
    #expect(zsh.contains("'*--map=[read a column into this field;"))
    #expect(zsh.contains(#"(default\: "#) == false)
  }

  private func output(of script: String) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Self.bash)
    process.arguments = ["--norc", "-c", script]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return String(decoding: data, as: UTF8.self)
  }
}
