import Contracts
import HTTP
import PostgreSQL
import ServiceKit

/// As whom workshops speak.
struct BrandRoutes: Sendable {
    let database: PostgresClient
    let put: PutBrand

    func add(to router: inout Router) {
        router.on(
            .get, "/v1/brands", operation: "listBrands", summary: "As whom workshops speak; the default brand is always there",
            access: TemplateRoutes.reading, output: BrandsPage.self
        ) { _, _, _ in
            .ok(BrandsPage(items: try await BrandStore.all(in: database).map { BrandView(name: $0.name, brand: $0.brand) }))
        }
        router.on(
            .get, "/v1/brands/{brand}", operation: "readBrand", summary: "A brand", access: TemplateRoutes.reading, output: BrandView.self,
            errors: [.brandUnknown]
        ) { request, _, _ in
            let name = try request.pathParameter("brand")
            guard TemplateKey.isName(name), let stored = try await BrandStore.find(name, in: database) else { throw TemplateError.unknownBrand }
            return .ok(BrandView(name: stored.name, brand: stored.brand), etag: String(stored.revision))
        }
        router.on(
            .put, "/v1/brands/{brand}", operation: "putBrand", summary: "Sets a brand: its name, colour, logo, sender and workshops",
            access: TemplateRoutes.writing, body: Brand.self, output: BrandView.self, errors: [.workshopTaken, .templateVersionMismatch]
        ) { request, _, brand in
            let name = try request.pathParameter("brand")
            let stored = try await answeringTemplates { try await put(brand, as: name, revision: request.version(), by: request.editor) }
            return .ok(BrandView(name: stored.name, brand: stored.brand), etag: String(stored.revision))
        }
    }
}
