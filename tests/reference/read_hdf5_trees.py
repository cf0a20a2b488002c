"""Prints the trees of HDF5 files as JSON, read with h5py: attributes, groups, datasets.

usage: read_hdf5_trees.py FILE…
"""

import json
import sys

import h5py
import numpy


def attribute(value):
    return value.tolist() if isinstance(value, numpy.ndarray) else value


def tree(group):
    found = {"attributes": {}, "groups": {}, "datasets": {}}
    for name, value in group.attrs.items():
        found["attributes"][name] = attribute(value)
    for name, member in group.items():
        if isinstance(member, h5py.Group):
            found["groups"][name] = tree(member)
        else:
            found["datasets"][name] = {
                "shape": list(member.shape),
                "dtype": str(member.dtype),
                "values": member[()].ravel().tolist(),
            }
    return found


def read(path):
    with h5py.File(path, "r") as file:
        return tree(file)


print(json.dumps([read(path) for path in sys.argv[1:]]))
