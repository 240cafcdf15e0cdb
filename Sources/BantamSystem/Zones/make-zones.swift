// Makes `ZoneCopy.swift` out of compiled zone files of the IANA time zone database (public domain, https://www.iana.org/time-zones):
//
//     swift make-zones.swift /usr/share/zoneinfo > ../ZoneCopy.swift
//
// The form of the result is told in `ZoneTable.swift`. Bantam's copy was made from release 2025b.
import Foundation

func bigEndian(_ bytes: [UInt8], _ start: Int, _ count: Int) -> UInt64 {
  bytes[start..<start + count].reduce(0) { $0 << 8 | UInt64($1) }
}

func variableLength(_ value: Int64) -> [UInt8] {
  var rest = UInt64(bitPattern: value << 1 ^ value >> 63)
  var bytes: [UInt8] = []
  while rest >= 0x80 {
    bytes.append(UInt8(rest & 0x7F) | 0x80)
    rest >>= 7
  }
  return bytes + [UInt8(rest)]
}

/// The standing rule, then in variable-length numbers the first offset, the count of changes and their steps.
func packed(_ bytes: [UInt8]) -> [UInt8]? {
  guard bytes.count > 44, bytes.starts(with: "TZif2".utf8) || bytes.starts(with: "TZif3".utf8) else { return nil }
  func counts(_ start: Int) -> [Int] { (0..<6).map { Int(bigEndian(bytes, start + 20 + $0 * 4, 4)) } }
  let old = counts(0)
  let header = 44 + old[3] * 5 + old[4] * 6 + old[5] + old[2] * 8 + old[1] + old[0]
  let new = counts(header)
  let times = header + 44
  let indices = times + new[3] * 8
  let types = indices + new[3]
  let end = types + new[4] * 6 + new[5] + new[2] * 12 + new[1] + new[0]
  func offset(_ type: Int) -> Int64 { Int64(Int32(truncatingIfNeeded: bigEndian(bytes, types + type * 6, 4))) }
  var changes: [UInt8] = []
  var count: Int64 = 0
  var last = (second: Int64(0), offset: offset(0))
  for index in 0..<new[3] {
    let next = offset(Int(bytes[indices + index]))
    if next == last.offset { continue }
    let second = Int64(bitPattern: bigEndian(bytes, times + index * 8, 8))
    changes += variableLength(second - last.second) + variableLength(next - last.offset)
    count += 1
    last = (second, next)
  }
  let rule = bytes[end...].drop { $0 == 0x0A }.prefix { $0 != 0x0A }
  return Array(rule) + [0x0A] + variableLength(offset(0)) + variableLength(count) + changes
}

let root = CommandLine.arguments.dropFirst().first ?? "/usr/share/zoneinfo"
var names: [[UInt8]: [String]] = [:]
for case let name as String in FileManager.default.enumerator(atPath: root) ?? .init() {
  if name.hasPrefix("posix") || name.hasPrefix("right") || ["localtime", "Factory"].contains(name) { continue }
  guard let data = FileManager.default.contents(atPath: "\(root)/\(name)"), let zone = packed(Array(data)) else {
    continue
  }
  names[zone, default: []].append(name)
}
let zones = names.mapValues { $0.sorted().joined(separator: ",") }.sorted { $0.value < $1.value }
let file = FileManager.default.temporaryDirectory.appendingPathComponent("zones")
try Data(zones.flatMap { Array($0.value.utf8) + [0x0A] + $0.key }).write(to: file)
let gzip = Process()
let output = Pipe()
gzip.executableURL = URL(fileURLWithPath: "/bin/gzip")
gzip.arguments = ["-9nc", file.path]
gzip.standardOutput = output
try gzip.run()
var rest = output.fileHandleForReading.readDataToEndOfFile().base64EncodedString()[...]
print("// Made by Zones/make-zones.swift out of the IANA time zone database, release 2025b (public domain).\n")
print("let packedZones: StaticString = \"\"\"")
while !rest.isEmpty {
  print("  " + rest.prefix(116))
  rest = rest.dropFirst(116)
}
print("  \"\"\"")
