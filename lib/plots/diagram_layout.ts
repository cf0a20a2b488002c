import { Graph, layout as dagreLayout } from "@dagrejs/dagre";
import {
  type LayerDescription,
  type ModelDescription,
  parameterWords,
  shapeWords,
} from "./model_description.ts";
import { textWidth } from "./text_width.ts";

interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where everything of a diagram goes; x and y are left upper corners, pixels. */
export interface DiagramLayout {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly (Place & { readonly layer: LayerDescription })[];
  /** Around the layers of inner models; outer frames first. */
  readonly frames: readonly (Place & { readonly label: string })[];
  /** From box to box, bends included. */
  readonly edges: readonly (readonly { readonly x: number; readonly y: number }[])[];
}

const BOX_HEIGHT = 54;

/** Places a model's layers from top to bottom (dagre: layered drawing after Sugiyama). */
export function layOut(model: ModelDescription): DiagramLayout {
  const graph = new Graph({ compound: true, multigraph: true });
  graph.setGraph({ rankdir: "TB", ranksep: 30, nodesep: 36, marginx: 0, marginy: 4 });
  graph.setDefaultEdgeLabel(() => ({}));
  const boxes = new Map<string, LayerDescription>();
  const frames = new Map<string, string>();
  addModel(model, "", []);
  dagreLayout(graph);
  return collect();

  /** Adds a model's layers under `prefix`; `sources` feed its input. Returns the ids of its outputs. */
  function addModel(part: ModelDescription, prefix: string, sources: readonly string[]): string[] {
    const ends = new Map<string, readonly string[]>();
    for (const layer of part.layers) {
      const id = `${prefix}${layer.name}`;
      const inbound = layer.inbound.length === 0 ? sources : layer.inbound.flatMap((name) => {
        const from = ends.get(name);
        if (!from) {
          throw new RangeError(
            `layer "${layer.name}" takes input from "${name}", not found before it`,
          );
        }
        return from;
      });
      if (layer.inner) {
        graph.setNode(id, {});
        if (prefix) graph.setParent(id, prefix.slice(0, -1));
        frames.set(id, `${layer.name} (model)`);
        ends.set(layer.name, addModel(layer.inner, `${id}/`, inbound));
        continue;
      }
      boxes.set(id, layer);
      graph.setNode(id, { width: boxWidth(layer), height: BOX_HEIGHT });
      if (prefix) graph.setParent(id, prefix.slice(0, -1));
      for (const from of inbound) graph.setEdge(from, id);
      ends.set(layer.name, [id]);
    }
    return part.outputs.flatMap((name) => ends.get(name) ?? []);
  }

  function collect(): DiagramLayout {
    const { width = 0, height = 0 } = graph.graph();
    const place = (id: string): Place => {
      const node = graph.node(id);
      return {
        x: rounded(node.x - node.width / 2),
        y: rounded(node.y - node.height / 2),
        width: rounded(node.width),
        height: rounded(node.height),
      };
    };
    return {
      width,
      height,
      boxes: [...boxes].map(([id, layer]) => ({ ...place(id), layer })),
      frames: [...frames].map(([id, label]) => ({ ...place(id), label })),
      edges: graph.edges().map((edge) =>
        graph.edge(edge).points!.map(({ x, y }: { x: number; y: number }) => ({
          x: rounded(x),
          y: rounded(y),
        }))
      ),
    };
  }
}

function boxWidth(layer: LayerDescription): number {
  const first = textWidth(layer.kind, 13, { bold: true }) + 7 + textWidth(layer.settings, 13);
  const second = textWidth(shapeWords(layer.outputShape), 12) +
    (layer.parameters > 0 ? 28 + textWidth(parameterWords(layer), 12) : 0);
  return Math.ceil(Math.max(250, first + 34, second + 34));
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
