/** What this module reads and changes of a CycloneDX document. */
export interface Bom {
  readonly metadata: { readonly component: Component };
  readonly components: readonly Component[];
}

interface Component {
  readonly name: string;
  readonly externalReferences?: readonly { readonly type: string; readonly url: string }[];
}

/**
 * npm's document without the addresses that packages were downloaded from, and under the name of the product;
 * npm takes the folder's.
 */
export function releaseBom(bom: Bom, name: string): Bom {
  return {
    ...bom,
    metadata: { ...bom.metadata, component: { ...withoutDownload(bom.metadata.component), name } },
    components: bom.components.map(withoutDownload),
  };
}

function withoutDownload(component: Component): Component {
  const { externalReferences = [] } = component;
  return {
    ...component,
    externalReferences: externalReferences.filter(({ type }) => type !== 'distribution'),
  };
}
