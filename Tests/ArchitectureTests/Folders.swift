import Foundation

/// The names in a folder.
func entries(in path: String) throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: path) }

func folderNames(in path: String) throws -> [String] {
  try entries(in: path).filter { name in
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path + "/" + name, isDirectory: &isFolder) && isFolder.boolValue
  }
}

/// All Swift files below a folder.
func swiftFiles(in path: String) throws -> [String] {
  let below = FileManager.default.enumerator(atPath: path)?.allObjects as? [String] ?? []
  return below.filter { $0.hasSuffix(".swift") }.map { path + "/" + $0 }
}

extension Substring {
  func trimming(_ character: Character) -> String {
    String(drop { $0 == character }.reversed().drop { $0 == character }.reversed())
  }
}
