"""Our ridge regression against scikit-learn's, on the same series and machine.

    ridge_against_sklearn.py RIDGE_BENCH [SERIES [THREADS]]

Run it with an interpreter that has numpy and scikit-learn (scripts/benchmark/ridge.sh makes one). Both
fit, for each series of 2,160 hours, 24 hours from 200 lags with an intercept and alpha = 10; scikit-learn
is given windows that are ready, and building them is not counted.
"""

import pathlib
import subprocess
import sys
import tempfile
import time

import numpy
import sklearn
from sklearn.linear_model import Ridge

HOURS, LAGS, HORIZON, ALPHA = 2160, 200, 24, 10.0


def main():
    bench = sys.argv[1]
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    threads = sys.argv[3] if len(sys.argv) > 3 else "1"
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run([bench, "compare", folder, str(count), threads], check=True,
                              capture_output=True, text=True)
        ours = float(done.stdout)
        files = pathlib.Path(folder)
        values = numpy.fromfile(files / "values.bin").reshape(count, HOURS)
        coefficients = numpy.fromfile(files / "coefficients.bin").reshape(count, HORIZON, LAGS + 1)
    theirs, worst = 0.0, 0.0
    for series, found in zip(values, coefficients):
        windows = numpy.lib.stride_tricks.sliding_window_view(series, LAGS + HORIZON).copy()
        features, targets = windows[:, :LAGS].copy(), windows[:, LAGS:].copy()
        begin = time.perf_counter()
        model = Ridge(alpha=ALPHA).fit(features, targets)
        theirs += time.perf_counter() - begin
        worst = max(worst, numpy.abs(model.coef_ - found[:, :LAGS]).max() / numpy.abs(model.coef_).max())
    print(f"{count} series, {threads} threads: ours {ours:.3f} s, scikit-learn {sklearn.__version__} "
          f"{theirs:.3f} s, {theirs / ours:.1f} times as long; coefficients differ by {worst:.1e} "
          "relative to the largest")
    return 0 if worst <= 1e-8 else 1


sys.exit(main())
