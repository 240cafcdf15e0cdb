import BantamSystem

/// The postcodes of one country with their coordinates, in rising order.
///
/// Packed: base64 of, for each postcode, three variable-length numbers (seven bits a byte, low ones first, the high bit
/// says that more follow): the distance to the postcode before, and the distances of latitude and longitude in
/// ten-thousandths of a degree to those before, zigzag coded. `Postcodes/make-postcodes.swift` packs them.
struct PostcodeTable: Sendable {
  private var codes: [Int32] = []
  private var latitudes: [Int32] = []
  private var longitudes: [Int32] = []

  init(packed text: StaticString) {
    var table = VariableLengthReader(decodeBase64(text))
    var code: Int64 = 0
    var latitude: Int64 = 0
    var longitude: Int64 = 0
    while let step = table.number(), let north = table.signedNumber(), let east = table.signedNumber() {
      code += Int64(step)
      latitude += north
      longitude += east
      codes.append(Int32(truncatingIfNeeded: code))
      latitudes.append(Int32(truncatingIfNeeded: latitude))
      longitudes.append(Int32(truncatingIfNeeded: longitude))
    }
  }

  var count: Int { codes.count }

  subscript(code: Int) -> (latitude: Double, longitude: Double)? {
    var low = 0
    var high = codes.count
    while low < high {
      let middle = (low + high) / 2
      if Int(codes[middle]) < code { low = middle + 1 } else { high = middle }
    }
    guard low < codes.count, Int(codes[low]) == code else { return nil }
    return (Double(latitudes[low]) / 10_000, Double(longitudes[low]) / 10_000)
  }
}
