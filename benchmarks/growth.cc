// How cost grows: the reports of several runs of svitok-compare as a table (Markdown, on standard output) and a plot.
//
//   svitok-growth PLOT.svg REPORT.json...
//
// Reports of one segment become points of the curves, one a size of corpus; those of several segments are listed only.
// Of several reports of the same corpus and number of segments the least figures count.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <exception>
#include <fstream>
#include <functional>
#include <iostream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

struct Run {
  double text_mb = 0;
  std::size_t documents = 0;
  std::size_t segments = 1;
  double build_seconds = 0;
  double peak_mb = 0;
  double index_mb = 0;
  double mean_us = 0;
  double p99_us = 0;
};

Run read_run(const std::string& path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error(path + ": cannot be read");
  const nlohmann::json report = nlohmann::json::parse(file);
  const nlohmann::json& engine = report.at("engines").at(0);
  const nlohmann::json& all = engine.at("queries").at("all");
  return {.text_mb = report.at("corpus").at("text_bytes").get<double>() / 1e6,
          .documents = report.at("corpus").at("documents"),
          .segments = report.at("segments"),
          .build_seconds = engine.at("build").at("seconds"),
          .peak_mb = engine.at("build").at("peak_bytes").get<double>() / 1e6,
          .index_mb = engine.at("build").at("index_bytes").get<double>() / 1e6,
          .mean_us = all.at("mean_us"),
          .p99_us = all.at("p99_us")};
}

bool are_alike(const Run& a, const Run& b) { return a.segments == b.segments && a.documents == b.documents; }

// Runs that are alike stand together.
void keep_least(std::vector<Run>& runs) {
  std::vector<Run> least;
  for (const Run& run : runs) {
    if (least.empty() || !are_alike(least.back(), run)) {
      least.push_back(run);
      continue;
    }
    Run& known = least.back();
    known.build_seconds = std::min(known.build_seconds, run.build_seconds);
    known.peak_mb = std::min(known.peak_mb, run.peak_mb);
    known.index_mb = std::min(known.index_mb, run.index_mb);
    known.mean_us = std::min(known.mean_us, run.mean_us);
    known.p99_us = std::min(known.p99_us, run.p99_us);
  }
  runs = std::move(least);
}

void print_table(const std::vector<Run>& runs) {
  std::printf(
      "| text, MB | documents | segments | build, s | MB/s | peak memory, MB | index, MB | index/text | query mean, us "
      "| p99, us |\n");
  std::printf("|-|-|-|-|-|-|-|-|-|-|\n");
  for (const Run& run : runs) {
    std::printf("| %.1f | %zu | %zu | %.2f | %.1f | %.0f | %.1f | %.3f | %.1f | %.0f |\n", run.text_mb, run.documents,
                run.segments, run.build_seconds, run.text_mb / run.build_seconds, run.peak_mb, run.index_mb,
                run.index_mb / run.text_mb, run.mean_us, run.p99_us);
  }
}

// One panel: a measure over the size of the text, both axes from zero, with every point labelled.
class Panel {
 public:
  Panel(std::string title, double left, double top) : title_(std::move(title)), left_(left), top_(top) {}

  void draw(const std::vector<Run>& runs, const std::function<double(const Run&)>& measure, std::ostream& out) const {
    double widest = 0;
    double highest = 0;
    for (const Run& run : runs) {
      widest = std::max(widest, run.text_mb);
      highest = std::max(highest, measure(run));
    }
    out << "<text class='title' x='" << left_ << "' y='" << top_ - 12 << "'>" << title_ << "</text>\n"
        << "<path class='axis' d='M" << left_ << ' ' << top_ << 'v' << kHeight << 'h' << kWidth << "'/>\n";
    std::ostringstream line;
    for (const Run& run : runs) {
      const double x = left_ + run.text_mb / widest * kWidth * 0.92;
      const double y = top_ + kHeight - measure(run) / highest * kHeight * 0.88;
      line << x << ',' << y << ' ';
      out << "<circle cx='" << x << "' cy='" << y << "' r='3'/>\n"
          << "<text x='" << x << "' y='" << y - 8 << "'>" << shortly(measure(run)) << "</text>\n"
          << "<text x='" << x << "' y='" << top_ + kHeight + 16 << "'>" << shortly(run.text_mb) << "</text>\n";
    }
    out << "<polyline points='" << line.str() << "'/>\n";
  }

 private:
  static constexpr double kWidth = 300;
  static constexpr double kHeight = 170;

  static std::string shortly(double value) {
    char text[32];
    std::snprintf(text, sizeof text, value < 10 ? "%.2f" : "%.0f", value);
    return text;
  }

  std::string title_;
  double left_;
  double top_;
};

void write_plot(const std::vector<Run>& runs, const std::string& path) {
  std::ofstream out(path);
  out << "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 780 520' font-family='sans-serif' font-size='11'>\n"
      << "<style>text{text-anchor:middle;fill:#333}.title{text-anchor:start;font-size:13px;font-weight:bold}"
      << ".axis{fill:none;stroke:#999}polyline{fill:none;stroke:#1f6feb;stroke-width:2}circle{fill:#1f6feb}</style>\n"
      << "<rect width='780' height='520' fill='#fff'/>\n";
  Panel("Build, seconds, over MB of text", 50, 50)
      .draw(
          runs, [](const Run& run) { return run.build_seconds; }, out);
  Panel("Peak memory, MB", 430, 50)
      .draw(
          runs, [](const Run& run) { return run.peak_mb; }, out);
  Panel("Index, MB", 50, 310)
      .draw(
          runs, [](const Run& run) { return run.index_mb; }, out);
  Panel("Mean of all queries, microseconds", 430, 310)
      .draw(
          runs, [](const Run& run) { return run.mean_us; }, out);
  out << "</svg>\n";
  if (!out.flush()) throw std::runtime_error(path + ": cannot be written");
}

}  // namespace

int main(int argc, char** argv) {
  try {
    if (argc < 3) throw std::runtime_error("usage: svitok-growth PLOT.svg REPORT.json...");
    std::vector<Run> runs;
    for (int i = 2; i < argc; ++i) runs.push_back(read_run(argv[i]));
    std::stable_sort(runs.begin(), runs.end(), [](const Run& a, const Run& b) {
      return a.segments != b.segments ? a.segments < b.segments : a.text_mb < b.text_mb;
    });
    keep_least(runs);
    print_table(runs);
    std::erase_if(runs, [](const Run& run) { return run.segments != 1; });
    write_plot(runs, argv[1]);
    return 0;
  } catch (const std::exception& error) {
    std::cerr << "svitok-growth: " << error.what() << '\n';
    return 2;
  }
}
