import BantamSystem
import Testing

/// `Sources/README.md` says what each target may import; the code and `Package.swift` say what it does.
struct MapTests {
  struct Target {
    var layer: Int
    var name: String
    /// nil: everything below.
    var imports: [String]?
  }

  static let root = String(
    #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/"))

  static func text(_ path: String) throws -> String {
    String(decoding: try readFile(path: root + "/" + path, maximumBytes: 1 << 24), as: UTF8.self)
  }

  /// The rows of the table below `## The map`.
  static func map() throws -> [Target] {
    try text("Sources/README.md").split(separator: "\n").compactMap { line in
      let cells = line.split(separator: "|").map { $0.trimming(" ") }
      guard cells.count == 4, let layer = cells[0].first?.wholeNumberValue, cells[1].hasPrefix("`") else { return nil }
      let imports = cells[3].split(separator: " ").filter { $0.hasPrefix("`") }.map { String($0.filter { $0 != "`" }) }
      return Target(layer: layer, name: cells[1].filter { $0 != "`" }, imports: cells[3] == "all below" ? nil : imports)
    }
  }

  /// Every import of one of our modules in a folder's Swift files.
  static func imports(of target: String) throws -> Set<String> {
    var found: Set<String> = []
    for file in try swiftFiles(in: root + "/Sources/" + target) {
      let text = String(decoding: try readFile(path: file, maximumBytes: 1 << 24), as: UTF8.self)
      for line in text.split(separator: "\n") where line.hasPrefix("import ") {
        let name = line.dropFirst(7).split(separator: " ")[0]
        if name.hasPrefix("Bantam") || name == "CSQLite" || name == "CZlib" { found.insert(String(name)) }
      }
    }
    return found
  }

  @Test func everyTargetIsOnTheMap() throws {
    let listed = try Self.map().map(\.name).sorted()
    let folders = try folderNames(in: Self.root + "/Sources").sorted()
    #expect(listed == folders)
  }

  @Test func importsAreThoseOfTheMap() throws {
    let map = try Self.map()
    for target in map where target.name.hasPrefix("B") || target.name.hasPrefix("b") {
      let found = try Self.imports(of: target.name)
      if let allowed = target.imports {
        #expect(found == Set(allowed), "\(target.name)")
      } else {
        let below = Set(map.filter { $0.layer <= target.layer && $0.name != target.name }.map(\.name))
        #expect(found.isSubset(of: below), "\(target.name)")
      }
    }
  }

  @Test func nothingImportsUpwards() throws {
    let map = try Self.map()
    let layers = Dictionary(uniqueKeysWithValues: map.map { ($0.name, $0.layer) })
    for target in map {
      for name in try Self.imports(of: target.name) {
        #expect((layers[name] ?? .max) <= target.layer, "\(target.name) imports \(name)")
      }
    }
  }

  @Test func topLevelIsAsAgreed() throws {
    let names = try Set(entries(in: Self.root).filter { !$0.hasPrefix(".") })
    #expect(
      names.subtracting(["Package.resolved"]) == ["Package.swift", "Sources", "Tests", "rules", "grammar", "README.md"])
  }

  @Test func noSwiftPackages() throws {
    #expect(try !Self.text("Package.swift").contains(".package("))
  }
}
