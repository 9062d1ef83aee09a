import Foundation

let arguments = CommandLine.arguments.dropFirst()
do {
    switch (arguments.first, arguments.count) {
    case ("--check", 2): try ContractDocuments(folder: URL(fileURLWithPath: arguments[2])).check()
    case ("--write", 2): try ContractDocuments(folder: URL(fileURLWithPath: arguments[2])).write()
    default:
        FileHandle.standardError.write(Data("usage: pitcrew-contracts --check|--write FOLDER\n".utf8))
        exit(2)
    }
} catch {
    FileHandle.standardError.write(Data("pitcrew-contracts: \(error)\n".utf8))
    exit(1)
}
