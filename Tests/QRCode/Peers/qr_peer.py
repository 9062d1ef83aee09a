"""Reads QR codes with zxing-cpp: the size and the SVG path of one in a line, what it says as JSON in the answer."""
import json
import re
import sys

import numpy
import zxingcpp

SCALE, QUIET = 4, 4


def read(size, path):
    modules = numpy.full((size + 2 * QUIET, size + 2 * QUIET), 255, numpy.uint8)
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", path):
        modules[int(y) + QUIET, int(x) + QUIET:int(x) + QUIET + int(width)] = 0
    found = zxingcpp.read_barcodes(modules.repeat(SCALE, axis=0).repeat(SCALE, axis=1))
    return [code.text for code in found]


if __name__ == "__main__":
    print("ready")
    for line in sys.stdin:
        size, path = line.rstrip("\n").split("|")
        print(json.dumps(read(int(size), path)))
