// Damage that checksums find, and damage that they cannot: a file whose checksums are right and whose structure lies.
#include <fstream>
#include <functional>

#include "base/coding.h"
#include "store/format.h"
#include "store_fixture.h"
#include "svitok/error.h"

namespace svitok::store {
namespace {

class StoreDamageTest : public StoreFixture {
 protected:
  static std::string load(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  static void save(const std::filesystem::path& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
  }

  /// The payload of `path` with `change` made to it, as a file with good checksums.
  std::filesystem::path forge(const std::filesystem::path& path, const std::function<void(std::string&)>& change) {
    std::string payload(base::CheckedFile(path, kKind, kVersion).read(0, Store(path).file().size()));
    change(payload);
    const std::filesystem::path forged = folder_ / "forged.store";
    std::filesystem::remove(forged);
    base::OutputFile out(forged, kKind, kVersion);
    out.append(payload);
    out.finish(false);
    return forged;
  }

  std::vector<StoredDocument> documents_of(std::size_t count, std::size_t bytes) {
    std::vector<StoredDocument> documents;
    for (std::size_t i = 0; i < count; ++i) documents.push_back(make(i, bytes));
    return documents;
  }

  /// Every use gives what was written or CorruptionError. True if anything was refused.
  static bool use(const std::filesystem::path& path, const std::vector<StoredDocument>* documents) {
    bool refused = false;
    const auto attempt = [&refused](const auto& action) {
      try {
        action();
      } catch (const CorruptionError&) {
        refused = true;
      } catch (const VersionError&) {
        refused = true;
      }
    };
    attempt([&] {
      const Store store(path);
      for (std::uint32_t doc = 0; doc < std::min(store.documents(), 5000U); doc += 1 + store.documents() / 50) {
        attempt([&] {
          const StoredDocument got = store.document(doc);
          if (documents != nullptr) {
            EXPECT_EQ(got, documents->at(doc));
          }
        });
      }
      attempt([&] { store.verify(); });
    });
    return refused;
  }
};

TEST_F(StoreDamageTest, AnyFlippedByteIsRefusedOrHarmless) {
  std::vector<StoredDocument> documents = documents_of(40, 900);
  const std::vector<std::uint32_t> order = random_order(documents.size());
  const std::filesystem::path path = write("a.store", documents, order);
  documents = in_order(documents, order);
  const std::string good = load(path);
  for (std::size_t at = 0; at < good.size(); at += good.size() < 4000 ? 1 : 37) {
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] ^ (1 << at % 8));
    save(path, bad);
    EXPECT_TRUE(use(path, &documents)) << "byte " << at;
  }
}

TEST_F(StoreDamageTest, AnyTruncationIsRefused) {
  const std::vector<StoredDocument> documents = documents_of(10, 900);
  const std::filesystem::path path = write("a.store", documents);
  const std::string good = load(path);
  for (std::size_t size = 0; size < good.size(); size += 11) {
    save(path, good.substr(0, size));
    EXPECT_TRUE(use(path, &documents)) << size;
  }
}

// Random bytes of every table, trailer and block, under checksums that vouch for them: nothing may crash or run away.
TEST_F(StoreDamageTest, AForgedStructureNeverCrashes) {
  const std::filesystem::path path = write("a.store", documents_of(4000, 1100), random_order(4000));
  const std::size_t payload = Store(path).file().size();
  for (int round = 0; round < 80; ++round) {
    const std::filesystem::path forged = forge(path, [&](std::string& bytes) {
      // The tables stand at the end: half of the changes go there.
      const std::size_t span = round % 2 == 0 ? std::size_t{2000} : payload;
      for (unsigned i = 0; i <= random_() % 4; ++i) {
        bytes[payload - 1 - random_() % span] = static_cast<char>(random_());
      }
    });
    use(forged, nullptr);
  }
}

TEST_F(StoreDamageTest, NoTwoDocumentsStandInOnePlaceAndNoneStandsNowhere) {
  const std::filesystem::path path = write("a.store", documents_of(3, 100), {2, 0, 1});
  const auto with_place_of_second = [&](std::uint32_t place) {
    return forge(path, [&](std::string& bytes) {
      const Trailer trailer = decode_trailer(std::string_view(bytes).substr(bytes.size() - Trailer::kBytes));
      std::memcpy(bytes.data() + trailer.place_table + 4, &place, sizeof place);
    });
  };
  EXPECT_NO_THROW(Store(with_place_of_second(0)).verify());
  EXPECT_THROW(Store(with_place_of_second(2)).verify(), CorruptionError);
  EXPECT_THROW((void)Store(with_place_of_second(3)).key(1), CorruptionError);
}

TEST_F(StoreDamageTest, ABlockCannotClaimMoreThanItHolds) {
  const std::filesystem::path path = write("a.store", documents_of(3, 100));
  for (const std::uint32_t claim : {0U, 1U, 100000U, 0x08000001U, UINT32_MAX}) {
    const std::filesystem::path forged = forge(path, [&](std::string& bytes) {
      const Trailer trailer = decode_trailer(std::string_view(bytes).substr(bytes.size() - Trailer::kBytes));
      std::memcpy(bytes.data() + trailer.block_table + 12, &claim, sizeof claim);
    });
    EXPECT_THROW((void)Store(forged).document(0), CorruptionError) << claim;
    EXPECT_EQ(Store(forged).key(0), "key/0");
  }
}

}  // namespace
}  // namespace svitok::store
