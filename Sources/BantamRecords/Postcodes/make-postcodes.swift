// Makes `Postcodes.swift` out of the GeoNames postal code files (https://download.geonames.org/export/zip/, CC BY 4.0):
//
//     swift make-postcodes.swift DE.txt AT.txt CH.txt > ../Postcodes.swift
//
// Each file is either GeoNames' own (tabs, no header: postcode second, latitude and longitude tenth and eleventh) or a CSV
// with a header that names `zipcode`, `latitude` and `longitude`. The form of the result is told in `PostcodeTable.swift`.
// Bantam's table was made from the files of 30 March 2026.
import Foundation

struct Sum {
  var latitude = 0.0
  var longitude = 0.0
  var count = 0.0
}

func variableLength(_ value: Int) -> [UInt8] {
  var rest = value
  var bytes: [UInt8] = []
  while rest >= 0x80 {
    bytes.append(UInt8(rest & 0x7F) | 0x80)
    rest >>= 7
  }
  return bytes + [UInt8(rest)]
}

func zigzag(_ value: Int) -> Int { value << 1 ^ value >> 63 }

func fields(_ line: String) -> [String] {
  if line.contains("\t") { return line.components(separatedBy: "\t") }
  var fields = [""]
  var isQuoted = false
  for character in line {
    if character == "\"" {
      isQuoted.toggle()
    } else if character == ",", !isQuoted {
      fields.append("")
    } else {
      fields[fields.count - 1].append(character)
    }
  }
  return fields
}

func packed(_ path: String) throws -> String {
  let lines = try String(contentsOfFile: path, encoding: .utf8).split(whereSeparator: \.isNewline).map {
    fields(String($0))
  }
  var columns = (code: 1, latitude: 9, longitude: 10)
  let header = lines.first ?? []
  if let code = header.firstIndex(of: "zipcode"), let latitude = header.firstIndex(of: "latitude"),
    let longitude = header.firstIndex(of: "longitude")
  {
    columns = (code, latitude, longitude)
  }
  var sums: [Int: Sum] = [:]
  for line in lines where line.count > columns.longitude {
    guard let code = Int(line[columns.code]), let latitude = Double(line[columns.latitude]),
      let longitude = Double(line[columns.longitude])
    else { continue }
    sums[code, default: Sum()].latitude += latitude
    sums[code, default: Sum()].longitude += longitude
    sums[code, default: Sum()].count += 1
  }
  var bytes: [UInt8] = []
  var last = (code: 0, latitude: 0, longitude: 0)
  for (code, sum) in sums.sorted(by: { $0.key < $1.key }) {
    let latitude = Int((sum.latitude / sum.count * 10_000).rounded())
    let longitude = Int((sum.longitude / sum.count * 10_000).rounded())
    bytes += variableLength(code - last.code)
    bytes += variableLength(zigzag(latitude - last.latitude))
    bytes += variableLength(zigzag(longitude - last.longitude))
    last = (code, latitude, longitude)
  }
  var rest = Data(bytes).base64EncodedString()[...]
  var rows: [String] = []
  while !rest.isEmpty {
    rows.append("  " + rest.prefix(116))
    rest = rest.dropFirst(116)
  }
  return rows.joined(separator: "\n")
}

let names = ["germanPostcodes", "austrianPostcodes", "swissPostcodes"]
let paths = Array(CommandLine.arguments.dropFirst())
guard paths.count == names.count else {
  FileHandle.standardError.write(Data("usage: swift make-postcodes.swift DE.txt AT.txt CH.txt\n".utf8))
  exit(2)
}
print("// Made by Postcodes/make-postcodes.swift out of GeoNames data (https://www.geonames.org/), CC BY 4.0.")
for (name, path) in zip(names, paths) {
  print("\nlet \(name): StaticString = \"\"\"\n\(try packed(path))\n  \"\"\"")
}
