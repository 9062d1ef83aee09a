import CQREncode

/// The one call of libqrencode. It keeps nothing between calls, and may be called from any thread at once.
enum QREncoder {
    static func encode(_ bytes: [UInt8], _ correction: QRCode.Correction) -> (size: Int, modules: [Bool])? {
        // Version 0: the smallest that holds it.
        guard !bytes.isEmpty, bytes.count <= 3_000, let code = QRcode_encodeData(Int32(bytes.count), bytes, 0, correction.level) else {
            return nil
        }
        defer { QRcode_free(code) }
        let size = Int(code.pointee.width)
        guard size > 0, let data = code.pointee.data else { return nil }
        // The lowest bit is the colour; the others say what a module is for.
        return (size, UnsafeBufferPointer(start: data, count: size * size).map { $0 & 1 == 1 })
    }
}

extension QRCode.Correction {
    fileprivate var level: QRecLevel {
        switch self {
        case .low: QR_ECLEVEL_L
        case .medium: QR_ECLEVEL_M
        case .quartile: QR_ECLEVEL_Q
        case .high: QR_ECLEVEL_H
        }
    }
}
