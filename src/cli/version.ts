import manifest from '../../package.json' with { type: 'json' }

/** version is that of the package. */
export const version: string = manifest.version
