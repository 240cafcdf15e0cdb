import BantamSystem
import Foundation
import Testing

@testable import bantam

/// `bantam fmt`: what it writes and what it leaves alone.
struct FmtCommandTests {
  private static let rough = "segment a{b}\nsegment c {\nd}\n"
  private static let neat = "segment a { b }\n\nsegment c {\n    d\n}\n"

  /// A folder with a rough file, a neat one, and one that is no rule file.
  private struct Scene {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("bantam-\(UUID().uuidString)").path

    init() throws {
      try makeDirectory(folder + "/deep")
      try write("deep/rough.bant", rough)
      try write("neat.bant", neat)
      try write("notes.txt", rough)
    }

    func write(_ name: String, _ text: String) throws { try writeFile(path: "\(folder)/\(name)", bytes: text.utf8) }

    func read(_ name: String) throws -> String {
      String(decoding: try readFile(path: "\(folder)/\(name)", maximumBytes: 1 << 20), as: UTF8.self)
    }

    func remove() { try? FileManager.default.removeItem(atPath: folder) }
  }

  @Test func rewritesWhatChanges() throws {
    let scene = try Scene()
    defer { scene.remove() }
    let stamp = fileStamp(scene.folder + "/neat.bant")
    let result = runKept(["fmt", scene.folder, scene.folder + "/neat.bant"])
    #expect(result == (.clean, "1 file changed, 1 formatted already\n", ""))
    #expect(try scene.read("deep/rough.bant") == Self.neat)
    #expect(try scene.read("notes.txt") == Self.rough)
    #expect(fileStamp(scene.folder + "/neat.bant") == stamp)
    #expect(runKept(["fmt", scene.folder]).output == "0 files changed, 2 formatted already\n")
    #expect(try FileManager.default.subpathsOfDirectory(atPath: scene.folder).count == 4)
  }

  @Test func keepsPermissionsAndFollowsLinks() throws {
    let scene = try Scene()
    defer { scene.remove() }
    let target = scene.folder + "/deep/rough.bant"
    let link = scene.folder + "/link.bant"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "deep/rough.bant")
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: target)
    #expect(runKept(["fmt", link]).status == .clean)
    #expect(try scene.read("deep/rough.bant") == Self.neat)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "deep/rough.bant")
    let mode = try FileManager.default.attributesOfItem(atPath: target)[.posixPermissions] as? Int
    #expect(mode == 0o640)
  }

  @Test func checkAndDiffWriteNothing() throws {
    let scene = try Scene()
    defer { scene.remove() }
    let path = scene.folder + "/deep/rough.bant"
    #expect(runKept(["fmt", "--check", scene.folder]) == (.findings, path + "\n", ""))
    let patch = """
      --- \(path)
      +++ \(path)
      @@ -1,3 +1,5 @@
      -segment a{b}
      +segment a { b }
      +
       segment c {
      -d}
      +    d
      +}

      """
    #expect(runKept(["fmt", "--diff", scene.folder]) == (.findings, patch, ""))
    #expect(runKept(["fmt", "--diff", path, "--color", "always"]).output.contains("\u{1B}[32m+segment a { b }"))
    #expect(try scene.read("deep/rough.bant") == Self.rough)
    #expect(runKept(["fmt", "--check", scene.folder + "/neat.bant"]) == (.clean, "", "1 file formatted already\n"))
  }

  @Test func formatsTheRestOfABrokenFile() throws {
    let scene = try Scene()
    defer { scene.remove() }
    try scene.write("broken.bant", "segment a{b}\nsegment   c { d = }\n")
    let path = scene.folder + "/broken.bant"
    let check = runKept(["fmt", "--check", path])
    #expect(check.status == .findings)
    let result = runKept(["fmt", path])
    #expect(result.status == .findings)
    #expect(result.output == "1 file changed, 0 formatted already\n")
    #expect(result.errors.contains("error[BT0101]") && result.errors.contains("broken.bant:2:"))
    #expect(try scene.read("broken.bant").hasPrefix("segment a { b }\n\nsegment c {\n"))
    let again = try scene.read("broken.bant")
    #expect(runKept(["fmt", path]).output == "0 files changed, 1 formatted already\n")
    #expect(try scene.read("broken.bant") == again)
  }

  @Test func refusesWhatItCannotDo() throws {
    let scene = try Scene()
    defer { scene.remove() }
    let nothing = runKept(["fmt", scene.folder, scene.folder + "/nothing"])
    #expect(nothing.status == .failed)
    #expect(nothing.errors.contains("BT0912"))
    #expect(try scene.read("deep/rough.bant") == Self.rough)
    #expect(runKept(["fmt", "-", scene.folder]).errors.contains("BT0907"))
    #expect(runKept(["fmt", "--check", "--diff", scene.folder]).errors.contains("BT0907"))
    try makeDirectory(scene.folder + "/empty")
    #expect(runKept(["fmt", scene.folder + "/empty"]).errors.contains("BT0916"))
  }

  @Test func readsStandardInput() throws {
    let program = try #require(Self.program, "`swift build` makes the program")
    for (words, text, expected, status) in [
      (["-"], Self.rough, Self.neat, 0), (["-", "--check"], Self.rough, "-\n", 1),
      (["-", "--stdin-path", "x.bant", "--check"], Self.rough, "x.bant\n", 1), (["-"], "", "", 0),
      (["-"], "segment", "segment", 1),
    ] {
      let process = Process()
      let (input, output, errors) = (Pipe(), Pipe(), Pipe())
      process.executableURL = URL(fileURLWithPath: program)
      process.arguments = ["fmt"] + words
      process.standardInput = input
      process.standardOutput = output
      process.standardError = errors
      try process.run()
      try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
      try input.fileHandleForWriting.close()
      let result = try output.fileHandleForReading.readToEnd() ?? Data()
      process.waitUntilExit()
      #expect(String(decoding: result, as: UTF8.self) == expected)
      #expect(Int(process.terminationStatus) == status)
    }
  }

  /// What `init` writes is in the one style.
  @Test func theFirstRuleSetIsFormatted() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("bantam-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    #expect(runKept(["init", folder]).status == .clean)
    #expect(runKept(["fmt", "--diff", folder]) == (.clean, "", "2 files formatted already\n"))
  }

  /// Beside the running tests, else in the folder of the debug build.
  private static let program: String? = {
    let beside = (CommandLine.arguments[0] as NSString).deletingLastPathComponent + "/bantam"
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    return [beside, "/\(root)/.build/debug/bantam"].first(where: fileExists)
  }()
}
